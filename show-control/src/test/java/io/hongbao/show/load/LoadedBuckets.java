package io.hongbao.show.load;

import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.Shake;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.UserTally;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.show.Campaigns;
import io.hongbao.show.live.InMemoryLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The buckets that come of a log when its control records are read in their order. */
final class LoadedBuckets {

  private static final int USERS = 50;
  private static final int TURNS = 8;

  /** A control that came to effect, whichever of its repeats it was. */
  record Told(int bucket, long number, Control control) {}

  private final List<Told> told = new ArrayList<>();
  private final List<ControlEffect> effects = new ArrayList<>();
  private final Map<Integer, Bucket> buckets = new TreeMap<>();

  LoadedBuckets(InMemoryLog log) {
    for (InMemoryLog.Entry entry : log.shakes()) {
      ControlRecord record =
          entry.control().verify(LoadFixture.SIGNING.verifyingKey(), LoadFixture.SEALING);
      ControlEffect effect =
          buckets
              .computeIfAbsent(record.bucket(), n -> new Bucket("gala", n, new DrawEngine()))
              .apply(record);
      effects.add(effect);
      if (effect == ControlEffect.KEPT) {
        told.add(new Told(record.bucket(), record.number(), record.control()));
      }
    }
  }

  /** What the buckets were told, in the order of buckets and numbers. */
  List<Told> told() {
    return told.stream()
        .sorted(Comparator.comparingInt(Told::bucket).thenComparingLong(Told::number))
        .toList();
  }

  /** What became of each record of the log. */
  List<ControlEffect> effects() {
    return List.copyOf(effects);
  }

  /** What fifty users get in the first turns of both waves. */
  List<Outcome> draw() {
    Map<String, UserTally> tallies = new HashMap<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (String wave : List.of("first", "second")) {
      for (int turn = 0; turn < TURNS; turn++) {
        for (int user = 0; user < USERS; user++) {
          outcomes.add(draw("u" + user, wave, turn, tallies));
        }
      }
    }
    return outcomes;
  }

  private Outcome draw(String user, String wave, int turn, Map<String, UserTally> tallies) {
    int number = UserHash.bucket(UserHash.of(user), LoadFixture.CAMPAIGN.buckets());
    long afterBothWaves = Campaigns.OPENS + 900_000;
    Shake shake =
        new Shake(
            "gala",
            number,
            user,
            wave,
            turn,
            1,
            RiskLevel.NONE,
            number % LoadFixture.PARTITIONS,
            afterBothWaves);
    Bucket bucket = buckets.get(number);
    DrawDecision decision =
        bucket.decide(shake, name -> tallies.getOrDefault(name, UserTally.EMPTY));
    if (!(decision instanceof Decided decided)) {
      throw new AssertionError(shake + " got " + decision);
    }
    bucket.accept(decided);
    decided.change().ifPresent(change -> tallies.put(user, change.tallyAfter()));
    return decided.outcome();
  }
}
