package io.hongbao.show.live;

import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.show.seeds.SeedPlan;
import io.hongbao.show.seeds.SeedPlanner;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.AppendPlan;
import io.hongbao.wire.records.PlanRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a plan brings to each bucket: the seeds that it adds to the plan in force, then its terms.
 * It follows from the operations before, so whoever repeats the operation appends the same.
 */
public final class PlanContent {

  private final PlanRecord plan;
  private final SeedPlan seeds;
  private final byte[] terms;
  private final Map<String, Long> shiftsMillis;
  private final Optional<PlanRecord> inForce;
  private final long atMillis;

  private PlanContent(
      PlanRecord plan,
      SeedPlan seeds,
      byte[] terms,
      Map<String, Long> shiftsMillis,
      Optional<PlanRecord> inForce,
      long atMillis) {
    this.plan = plan;
    this.seeds = seeds;
    this.terms = terms;
    this.shiftsMillis = shiftsMillis;
    this.inForce = inForce;
    this.atMillis = atMillis;
  }

  /**
   * Works a plan's content out.
   *
   * @param append the operation that appends it; its buckets' numbers are not looked at
   */
  static PlanContent of(
      ShowState state, OpRecord append, SealingKey sealingKey, FirstSeeds firstSeeds) {
    AppendPlan op = (AppendPlan) append.op();
    PlanRecord plan = state.plan(op.plan()).orElseThrow();
    Optional<PlanRecord> inForce = state.inForceBefore(append.number());
    byte[] terms = ControlCodec.of(PlanTerms.of(plan, state.limitChanges(append)));
    if (inForce.isEmpty()) {
      return new PlanContent(plan, firstSeeds.of(plan), terms, Map.of(), inForce, op.atMillis());
    }
    AddedStock added =
        AddedStock.of(state.campaignsBefore(append.number()), plan.campaign(), op.atMillis());
    SeedPlan seeds = SeedPlanner.plan(added.campaign(), FirstSeeds.planningSeed(plan, sealingKey));
    return new PlanContent(plan, seeds, terms, added.shiftsMillis(), inForce, op.atMillis());
  }

  int buckets() {
    return seeds.buckets();
  }

  /** How many records all buckets get. */
  public long records() {
    return IntStream.range(0, buckets()).mapToLong(this::records).sum();
  }

  /** How many records a bucket gets. */
  long records(int bucket) {
    return seeds.batches(bucket) + 1;
  }

  /** Takes the contents of a bucket's records. */
  @FunctionalInterface
  interface ContentReader {

    /**
     * Takes a content.
     *
     * @param place 1, 2, 3 … among the bucket's records of this plan
     */
    void accept(long place, byte[] content);
  }

  /** Hands over a bucket's records: its seeds, then the terms. */
  void read(int bucket, ContentReader reader) {
    long batches =
        seeds.readBatches(
            bucket, (place, batch) -> reader.accept(place, ControlCodec.of(ofPlan(batch))));
    reader.accept(batches + 1, terms);
  }

  /** Packets over all buckets. */
  public long packets() {
    return seeds.packets();
  }

  /** What the packets are worth together. */
  public long amountFen() {
    return seeds.amountFen();
  }

  private SeedBatch ofPlan(SeedBatch batch) {
    SeedBatch named = batch.ofPlan(plan.number());
    boolean isOfKeptWave =
        inForce.isPresent() && inForce.get().campaign().wave(batch.waveId()).isPresent();
    if (!isOfKeptWave) {
      return named;
    }
    long shiftMillis = shiftsMillis.getOrDefault(batch.waveId(), 0L);
    List<Seed> shifted =
        named.seeds().stream()
            .map(
                seed ->
                    new Seed(
                        seed.amountFen(),
                        Math.toIntExact(seed.releaseOffsetMillis() + shiftMillis)))
            .toList();
    return new SeedBatch(
        named.planNumber(),
        named.waveId(),
        named.enterpriseId(),
        atMillis,
        shifted,
        named.shares());
  }
}
