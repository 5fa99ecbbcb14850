package io.hongbao.show.load;

import io.hongbao.domain.draw.Control;
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
 * <p>A bucket's seeds come first, then its terms. Both are inert until its Activate, which comes
 * last, when those of every bucket are acknowledged.
 */
final class BucketAppender {

  private final PlanRecord plan;
  private final SeedPlan seeds;
  private final ControlLog log;
  private final SigningKey signingKey;
  private final byte[] terms;

  /** Of each bucket, the number of its last record. */
  private final long[] lastNumbers;

  private long records;
  private long packets;
  private long amountFen;

  BucketAppender(PlanRecord plan, SeedPlan seeds, ControlLog log, SigningKey signingKey) {
    this.plan = plan;
    this.seeds = seeds;
    this.log = log;
    this.signingKey = signingKey;
    this.terms = ControlCodec.of(PlanTerms.of(plan));
    this.lastNumbers = new long[seeds.buckets()];
  }

  /** Appends a bucket's seeds and terms; they are acknowledged later. */
  void append(int bucket) {
    long batches =
        seeds.readBatches(
            bucket,
            (number, batch) -> {
              append(bucket, number, ControlCodec.of(batch.ofPlan(plan.number())));
              count(batch);
            });
    append(bucket, batches + 1, terms);
    lastNumbers[bucket] = batches + 1;
  }

  /** Appends the Activate of every bucket; each bucket's seeds and terms were appended before. */
  void activate(long atMillis) {
    byte[] activate = ControlCodec.of(new Control.Activate(plan.number(), atMillis));
    for (int bucket = 0; bucket < lastNumbers.length; bucket++) {
      append(bucket, ++lastNumbers[bucket], activate);
    }
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
