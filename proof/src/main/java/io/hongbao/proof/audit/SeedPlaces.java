package io.hongbao.proof.audit;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ReleaseTimes;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.proof.audit.BucketControls.CarryInForce;
import io.hongbao.proof.audit.BucketControls.Entry;
import io.hongbao.proof.audit.BucketControls.InForce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * In which wave each seed of a bucket is to be won, and from when: as it was loaded, or as the last
 * Carry before a shake moved it. How many seeds a Carry found is counted from the packets that were
 * won before it.
 */
final class SeedPlaces {

  /**
   * Where a seed is.
   *
   * @param releaseOffsetMillis after the opening of the wave
   */
  record SeedPlace(String waveId, long releaseOffsetMillis) {}

  /**
   * A batch, moved by a Carry.
   *
   * @param firstIndex the first seed that was left
   * @param firstPlace its place among the seeds of its enterprise that were moved
   */
  private record Move(
      InForce<CarryInForce> carry, int firstIndex, long firstPlace, ReleaseTimes releases) {}

  private final int bucket;
  private final Map<Long, List<Move>> movesByBatch = new HashMap<>();

  /**
   * The places in a bucket.
   *
   * @param wonOffsets of each batch by its number: the offsets of the shakes that won its seeds
   */
  SeedPlaces(int bucket, BucketControls controls, Map<Long, List<Long>> wonOffsets) {
    this.bucket = bucket;
    Map<String, List<Entry>> batchesByWave = new HashMap<>();
    TreeMap<Long, List<Entry>> batchesByForce = new TreeMap<>();
    for (InForce<Entry> batch : controls.batches()) {
      batchesByForce
          .computeIfAbsent(batch.byNumber(), number -> new ArrayList<>())
          .add(batch.value());
    }
    for (InForce<CarryInForce> carry : controls.carries()) {
      var before = batchesByForce.headMap(carry.byNumber());
      before.values().stream()
          .flatMap(List::stream)
          .forEach(
              entry ->
                  batchesByWave
                      .computeIfAbsent(seeds(entry).waveId(), wave -> new ArrayList<>())
                      .add(entry));
      before.clear();
      move(carry, batchesByWave, wonOffsets);
    }
  }

  /** Where a seed is for a shake at an offset. */
  SeedPlace of(long batchNumber, SeedBatch batch, int index, long shakeOffset) {
    List<Move> moves = movesByBatch.getOrDefault(batchNumber, List.of());
    for (int i = moves.size() - 1; i >= 0; i--) {
      Move move = moves.get(i);
      if (move.carry().fromOffset() < shakeOffset && index >= move.firstIndex()) {
        long place = move.firstPlace() + index - move.firstIndex();
        CarryInForce carry = move.carry().value();
        return new SeedPlace(
            carry.to().id(), move.releases().offsetMillis(place * carry.buckets() + bucket));
      }
    }
    Seed loaded = batch.seeds().get(index);
    return new SeedPlace(batch.waveId(), loaded.releaseOffsetMillis());
  }

  private void move(
      InForce<CarryInForce> carry,
      Map<String, List<Entry>> batchesByWave,
      Map<Long, List<Long>> wonOffsets) {
    Control.Carry control = carry.value().carry();
    List<Entry> moved = batchesByWave.getOrDefault(control.fromWaveId(), List.of());
    Map<Long, Integer> firstIndexes = new HashMap<>();
    Map<String, Long> leftByEnterprise = new HashMap<>();
    for (Entry entry : moved) {
      long number = entry.control().number();
      int taken =
          (int)
              wonOffsets.getOrDefault(number, List.of()).stream()
                  .filter(offset -> offset < carry.fromOffset())
                  .count();
      firstIndexes.put(number, taken);
      leftByEnterprise.merge(
          seeds(entry).enterpriseId(), (long) seeds(entry).seeds().size() - taken, Long::sum);
    }
    leftByEnterprise.values().removeIf(left -> left < 1);
    Map<String, ReleaseTimes> releases = new HashMap<>();
    try {
      leftByEnterprise.forEach(
          (enterpriseId, left) -> releases.put(enterpriseId, carry.value().releasesOf(left)));
    } catch (IllegalArgumentException | ArithmeticException refused) {
      return;
    }
    batchesByWave.remove(control.fromWaveId());
    Map<String, Long> places = new HashMap<>();
    for (Entry entry : moved) {
      long number = entry.control().number();
      String enterpriseId = seeds(entry).enterpriseId();
      int left = seeds(entry).seeds().size() - firstIndexes.get(number);
      long place = places.merge(enterpriseId, (long) left, Long::sum) - left;
      if (left > 0) {
        movesByBatch
            .computeIfAbsent(number, batch -> new ArrayList<>())
            .add(new Move(carry, firstIndexes.get(number), place, releases.get(enterpriseId)));
      }
      batchesByWave.computeIfAbsent(control.toWaveId(), wave -> new ArrayList<>()).add(entry);
    }
  }

  private static SeedBatch seeds(Entry entry) {
    return (SeedBatch) entry.control().control();
  }
}
