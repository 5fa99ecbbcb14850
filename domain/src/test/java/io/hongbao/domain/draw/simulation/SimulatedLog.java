package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.Shake;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry.Controlled;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry.Shaken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A log of one or two shows, as a seed makes it.
 *
 * @param partitions the entries of each partition, in their order
 */
public record SimulatedLog(List<List<SimulatedLogEntry>> partitions) {

  public static SimulatedLog random(SeededRandom dice) {
    int partitions = dice.between(1, 2);
    List<SimulatedLogEntry> entries = new ArrayList<>();
    for (String name : dice.percent(70) ? List.of("gala") : List.of("gala", "eve")) {
      ShowScript show = ShowScript.random(dice, name, partitions);
      for (int bucket = 0; bucket < show.lastTerms().buckets(); bucket++) {
        entries.addAll(ControlScript.random(dice, show, bucket));
      }
      entries.addAll(ShakeScript.random(dice, show));
    }
    // Stable: control records that are written in the same millisecond stay in their order.
    entries.sort(Comparator.comparingLong(SimulatedLogEntry::atMillis));
    List<List<SimulatedLogEntry>> log = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      int number = partition;
      List<SimulatedLogEntry> ofPartition =
          entries.stream().filter(entry -> entry.partition() == number).toList();
      log.add(dice.percent(20) ? underAnotherLeader(dice, ofPartition) : ofPartition);
    }
    return new SimulatedLog(log);
  }

  public SimulatedLogEntry at(Position position) {
    return partitions.get(position.partition()).get(position.offset());
  }

  public int length(int partition) {
    return partitions.get(partition).size();
  }

  /** From some entry on the partition's leader is another broker, whose clock is behind. */
  private static List<SimulatedLogEntry> underAnotherLeader(
      SeededRandom dice, List<SimulatedLogEntry> entries) {
    int from = dice.between(0, entries.size());
    int behindMillis = dice.between(1, 300);
    List<SimulatedLogEntry> stamped = new ArrayList<>(entries.subList(0, from));
    for (SimulatedLogEntry entry : entries.subList(from, entries.size())) {
      stamped.add(stampedAt(entry, entry.atMillis() - behindMillis));
    }
    return stamped;
  }

  private static SimulatedLogEntry stampedAt(SimulatedLogEntry entry, long atMillis) {
    if (entry instanceof Controlled controlled) {
      return new Controlled(controlled.partition(), atMillis, controlled.control());
    }
    Shake shake = ((Shaken) entry).shake();
    return new Shaken(
        new Shake(
            shake.show(),
            shake.bucket(),
            shake.user(),
            shake.waveId(),
            shake.turn(),
            shake.planNumber(),
            shake.riskLevel(),
            shake.partition(),
            atMillis));
  }
}
