package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.Wave;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one bucket was told and what it gave, written down entry by entry and counted by hand. */
final class BucketLedger {

  private static final int MAX_AHEAD = 1024;

  private final BucketName name;
  private final Map<Long, ControlRecord> came = new HashMap<>();
  private final Map<Long, Terms> stagedTerms = new HashMap<>();
  private final Map<Long, List<ControlRecord>> stagedBatches = new HashMap<>();
  private final List<Control.Pause> pauses = new ArrayList<>();
  private final Map<String, Map<Long, Optional<byte[]>>> beacons = new HashMap<>();
  private final List<LoadedSeed> loaded = new ArrayList<>();
  private final Set<Long> batchesInForce = new HashSet<>();
  private final Set<String> issuedIds = new HashSet<>();
  private final Map<TurnName, Outcome> passed = new HashMap<>();
  private long applied;
  private long newestTaken;
  private Terms terms;
  private boolean ended;

  BucketLedger(BucketName name) {
    this.name = name;
  }

  /** The first record of a number counts, once all before it have come. */
  void control(ControlRecord record, Coverage coverage) {
    if (!ended && record.number() <= applied + MAX_AHEAD) {
      came.putIfAbsent(record.number(), record);
    }
    while (!ended && came.containsKey(applied + 1)) {
      applied++;
      if (!apply(came.get(applied))) {
        coverage.count("control refused");
      }
    }
  }

  /** Whether the record says something that counts. */
  private boolean apply(ControlRecord record) {
    Control control = record.control();
    if (control instanceof Terms newer && newer.engineVersion() == 1) {
      terms = newer;
      return true;
    }
    if (control instanceof Terms newer) {
      return newer.planNumber() > newestTaken
          && stagedTerms.putIfAbsent(newer.planNumber(), newer) == null;
    }
    if (control instanceof SeedBatch batch && batch.planNumber() == 0) {
      load(record);
      return true;
    }
    if (control instanceof SeedBatch batch) {
      boolean counts = batch.planNumber() > newestTaken;
      if (counts) {
        stagedBatches.computeIfAbsent(batch.planNumber(), plan -> new ArrayList<>()).add(record);
      }
      return counts;
    }
    if (control instanceof Control.Activate activate) {
      return activate(activate);
    }
    if (control instanceof Control.Pause pause) {
      pauses.add(pause);
      return true;
    }
    if (control instanceof Control.Carry carry) {
      return carry(carry);
    }
    if (control instanceof Control.Beacon beacon) {
      return beacon(beacon);
    }
    ended = true;
    return true;
  }

  private boolean activate(Control.Activate activate) {
    Terms next = stagedTerms.get(activate.planNumber());
    if (next == null) {
      return false;
    }
    List<ControlRecord> batches = stagedBatches.getOrDefault(activate.planNumber(), List.of());
    newestTaken = activate.planNumber();
    stagedTerms.keySet().removeIf(plan -> plan <= newestTaken);
    stagedBatches.keySet().removeIf(plan -> plan <= newestTaken);
    if (terms != null && !mayFollow(terms, next, activate.atMillis())) {
      return false;
    }
    batches.forEach(this::load);
    terms = next;
    return true;
  }

  /** What has opened by then stays, and so do limits that count from before. */
  private static boolean mayFollow(Terms current, Terms next, long atMillis) {
    Set<Wave> openedNow = opened(current, atMillis);
    return openedNow.equals(opened(next, atMillis))
        && next.enterpriseIds()
            .toString()
            .startsWith(current.enterpriseIds().toString().replace("]", ""))
        && next.limitChanges().stream()
            .filter(change -> change.countsFromMillis() < atMillis)
            .toList()
            .equals(
                current.limitChanges().stream()
                    .filter(change -> change.countsFromMillis() < atMillis)
                    .toList());
  }

  private static Set<Wave> opened(Terms plan, long atMillis) {
    Set<Wave> opened = new HashSet<>(plan.waves());
    opened.removeIf(wave -> wave.schedule().opensAtMillis() > atMillis);
    return opened;
  }

  private void load(ControlRecord record) {
    SeedBatch batch = (SeedBatch) record.control();
    batchesInForce.add(record.number());
    for (int i = 0; i < batch.seeds().size(); i++) {
      loaded.add(LoadedSeed.of(record, i));
    }
  }

  /** Moves the seeds of a wave that were not issued, at even steps or rising ones. */
  private boolean carry(Control.Carry carry) {
    if (terms == null
        || terms.wave(carry.fromWaveId()).isEmpty()
        || terms.wave(carry.toWaveId()).isEmpty()) {
      return false;
    }
    List<LoadedSeed> left =
        loaded.stream()
            .filter(seed -> seed.waveId().equals(carry.fromWaveId()))
            .filter(seed -> !isIssued(seed.packetId()))
            .toList();
    loaded.removeAll(left);
    Map<String, Integer> count = new HashMap<>();
    left.forEach(seed -> count.merge(seed.enterpriseId(), 1, Integer::sum));
    Map<String, Integer> places = new HashMap<>();
    for (LoadedSeed seed : left) {
      int place = places.merge(seed.enterpriseId(), 1, Integer::sum) - 1;
      loaded.add(
          seed.carriedInto(
              terms.wave(carry.toWaveId()).orElseThrow().schedule(),
              carry.curve(),
              (long) place * terms.buckets() + name.bucket(),
              (long) count.get(seed.enterpriseId()) * terms.buckets()));
    }
    return true;
  }

  private boolean beacon(Control.Beacon beacon) {
    if (terms == null || terms.wave(beacon.waveId()).flatMap(Wave::beacon).isEmpty()) {
      return false;
    }
    long first = terms.wave(beacon.waveId()).flatMap(Wave::beacon).orElseThrow().round();
    Map<Long, Optional<byte[]>> said =
        beacons.computeIfAbsent(beacon.waveId(), wave -> new HashMap<>());
    boolean isNext =
        said.values().stream().noneMatch(Optional::isPresent)
            && beacon.round() == first + said.size();
    if (isNext) {
      said.put(beacon.round(), beacon.value().map(Control.BeaconValue::bytes));
    }
    return isNext;
  }

  void passed(TurnName turn, Outcome outcome) {
    passed.put(turn, outcome);
    if (outcome instanceof Outcome.Packet packet) {
      issuedIds.add(packet.packetId());
    }
  }

  BucketName name() {
    return name;
  }

  /** The newest terms; null before the first. */
  Terms terms() {
    return terms;
  }

  /** What the beacon of a wave has said; empty if it has none, or it has not spoken. */
  Optional<byte[]> beaconValue(String waveId) {
    return beacons.getOrDefault(waveId, Map.of()).values().stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether a turn starts in a pause: the change of the latest instant up to then says so. */
  boolean isPaused(String waveId, long startsAtMillis) {
    Control.Pause last = null;
    for (Control.Pause pause : pauses) {
      boolean counts = pause.waveId().equals(waveId) && pause.atMillis() <= startsAtMillis;
      if (counts && (last == null || pause.atMillis() >= last.atMillis())) {
        last = pause;
      }
    }
    return last != null && last.paused();
  }

  boolean isEnded() {
    return ended;
  }

  boolean hasGap() {
    return came.keySet().stream().anyMatch(number -> number > applied);
  }

  Set<Long> batchesInForce() {
    return batchesInForce;
  }

  Map<TurnName, Outcome> passed() {
    return passed;
  }

  boolean isIssued(String packetId) {
    return issuedIds.contains(packetId);
  }

  List<LoadedSeed> loaded() {
    return loaded;
  }

  List<Outcome.Packet> wonBy(String user) {
    List<Outcome.Packet> won = new ArrayList<>();
    passed.forEach(
        (turn, outcome) -> {
          if (turn.user().equals(user) && outcome instanceof Outcome.Packet packet) {
            won.add(packet);
          }
        });
    return won;
  }

  long loadedFen() {
    return loaded.stream().mapToLong(LoadedSeed::amountFen).sum();
  }

  long issuedFen() {
    return passed.values().stream()
        .mapToLong(outcome -> outcome instanceof Outcome.Packet packet ? packet.amountFen() : 0)
        .sum();
  }

  /** How many seeds of each enterprise must be left. */
  Map<String, Long> mustBeLeft() {
    Map<String, Long> left = new HashMap<>();
    for (LoadedSeed seed : loaded) {
      left.merge(seed.enterpriseId(), issuedIds.contains(seed.packetId()) ? 0L : 1L, Long::sum);
    }
    return left;
  }
}
