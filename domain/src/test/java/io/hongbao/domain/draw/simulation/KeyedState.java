package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.UserTally;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the draw job keeps of one bucket: this and nothing else comes back after a crash. */
public final class KeyedState {

  public final Map<Long, ControlRecord> controls = new HashMap<>();
  public final Map<Long, Integer> seedsTaken = new HashMap<>();
  public final Map<Long, Map<Long, Integer>> carries = new HashMap<>();
  public final Map<String, UserTally> tallies = new HashMap<>();
  public boolean ended;

  public UserTally tally(String user) {
    return tallies.getOrDefault(user, UserTally.EMPTY);
  }

  /** Keeps nothing but the record that ended the show. */
  void keepOnly(ControlRecord end) {
    controls.clear();
    seedsTaken.clear();
    carries.clear();
    tallies.clear();
    controls.put(end.number(), end);
    ended = true;
  }

  /** What the seeds of some batches are worth that were not given away, in fen. */
  long leftFen(Set<Long> batchNumbers) {
    long fen = 0;
    for (ControlRecord record : controls.values()) {
      if (batchNumbers.contains(record.number()) && record.control() instanceof SeedBatch batch) {
        int taken = seedsTaken.getOrDefault(record.number(), 0);
        for (int i = taken; i < batch.seeds().size(); i++) {
          fen += batch.seeds().get(i).amountFen();
        }
      }
    }
    return fen;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyedState state
        && controls.equals(state.controls)
        && seedsTaken.equals(state.seedsTaken)
        && carries.equals(state.carries)
        && tallies.equals(state.tallies)
        && ended == state.ended;
  }

  @Override
  public int hashCode() {
    return Objects.hash(controls, seedsTaken, carries, tallies, ended);
  }

  KeyedState copy() {
    KeyedState copy = new KeyedState();
    copy.controls.putAll(controls);
    copy.seedsTaken.putAll(seedsTaken);
    copy.carries.putAll(carries);
    copy.tallies.putAll(tallies);
    copy.ended = ended;
    return copy;
  }
}
