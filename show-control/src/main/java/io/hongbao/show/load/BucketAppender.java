package io.hongbao.show.load;

import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.show.seeds.SeedPlan;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SignedControl;

/**
 * Appends the control records of a plan's buckets and counts them.
 *
 * <p>A bucket's seeds come first and its terms last: as long as a batch is missing, the bucket has
 * a gap, or no terms, and draws nothing instead of drawing with too few seeds.
 */
final class BucketAppender {

  private final PlanRecord plan;
  private final SeedPlan seeds;
  private final ControlLog log;
  private final SigningKey signingKey;
  private final byte[] terms;
  private long records;
  private long packets;
  private long amountFen;

  BucketAppender(PlanRecord plan, SeedPlan seeds, ControlLog log, SigningKey signingKey) {
    this.plan = plan;
    this.seeds = seeds;
    this.log = log;
    this.signingKey = signingKey;
    this.terms = ControlCodec.of(PlanTerms.of(plan));
  }

  /** Appends all of a bucket's records; they are acknowledged later. */
  void append(int bucket) {
    long batches =
        seeds.readBatches(
            bucket,
            (number, batch) -> {
              append(bucket, number, ControlCodec.of(batch));
              count(batch);
            });
    append(bucket, batches + 1, terms);
  }

  long records() {
    return records;
  }

  long packets() {
    return packets;
  }

  long amountFen() {
    return amountFen;
  }

  private void append(int bucket, long number, byte[] content) {
    BucketKey key = new BucketKey(plan.show(), bucket);
    log.append(bucket % plan.partitions(), SignedControl.sign(signingKey, key, number, content));
    records++;
  }

  private void count(SeedBatch batch) {
    packets += batch.seeds().size();
    amountFen += batch.seeds().stream().mapToLong(Seed::amountFen).sum();
  }
}
