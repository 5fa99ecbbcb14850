package io.hongbao.domain.draw;

import io.hongbao.domain.draw.Control.BeaconValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the public beacons of a show's waves have said.
 *
 * <p>Not thread-safe.
 */
final class Beacons {

  /** A wave and the round that its plan names; another plan may name another. */
  private record Commitment(String waveId, BeaconRound beacon) {}

  private final Map<Commitment, Long> roundsToCome = new HashMap<>();
  private final Map<Commitment, BeaconValue> values = new HashMap<>();

  /** Takes a beacon's record; says why not if the wave does not wait for it. */
  Optional<String> add(Control.Beacon beacon, Terms terms) {
    Optional<BeaconRound> named = terms.wave(beacon.waveId()).flatMap(Wave::beacon);
    if (named.isEmpty()) {
      return Optional.of("wave " + beacon.waveId() + " has no beacon");
    }
    var commitment = new Commitment(beacon.waveId(), named.get());
    if (values.containsKey(commitment)) {
      return Optional.of("wave " + beacon.waveId() + " has the value of its beacon");
    }
    long expected = roundsToCome.getOrDefault(commitment, named.get().round());
    if (beacon.round() != expected) {
      return Optional.of(
          "beacon round "
              + beacon.round()
              + " of wave "
              + beacon.waveId()
              + ": expected "
              + expected);
    }
    if (beacon.value().isPresent()) {
      values.put(commitment, beacon.value().get());
    } else {
      roundsToCome.put(commitment, expected + 1);
    }
    return Optional.empty();
  }

  /** The lottery of a wave; empty as long as it waits for its beacon. */
  Optional<Lottery> lottery(String show, Wave wave) {
    if (wave.beacon().isEmpty()) {
      return Optional.of(new Lottery(show, wave));
    }
    return Optional.ofNullable(values.get(new Commitment(wave.id(), wave.beacon().get())))
        .map(value -> new Lottery(show, wave, value));
  }

  void clear() {
    roundsToCome.clear();
    values.clear();
  }
}
