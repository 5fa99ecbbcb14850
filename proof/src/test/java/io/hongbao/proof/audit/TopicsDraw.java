package io.hongbao.proof.audit;

import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.SeedPosition;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserTally;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.SignedControl;
import io.hongbao.wire.records.WonRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Draws {@link InMemoryTopics} as the job would, and lets phones hear of all of it. */
final class TopicsDraw {

  private final InMemoryTopics topics;
  private final Map<Integer, Bucket> buckets = new HashMap<>();
  private final Map<String, UserTally> tallies = new HashMap<>();

  TopicsDraw(InMemoryTopics topics) {
    this.topics = topics;
  }

  void draw() {
    for (InMemoryTopics.Logged logged : topics.log) {
      ShakesRecord record = ShakesRecord.decode(logged.key(), logged.value());
      if (record instanceof SignedControl control) {
        bucket(logged)
            .apply(control.verify(InMemoryTopics.KEYS.verifyingKey(), InMemoryTopics.SEALING_KEY));
      } else if (record instanceof ShakeRecord shake) {
        draw(logged, shake);
      }
    }
  }

  private void draw(InMemoryTopics.Logged logged, ShakeRecord shake) {
    DrawDecision decision =
        bucket(logged)
            .decide(
                shake.toShake(logged.partition(), logged.appendedAtMillis()),
                user -> tallies.getOrDefault(user, UserTally.EMPTY));
    acknowledge(shake);
    if (decision instanceof DrawDecision.Decided decided) {
      bucket(logged).accept(decided);
      decided.change().ifPresent(change -> tallies.put(shake.user(), change.tallyAfter()));
      Optional<Terms> terms = bucket(logged).terms();
      decided
          .change()
          .flatMap(DrawDecision.Change::taken)
          .ifPresent(seed -> topics.packets.add(won(logged, shake, seed, terms.orElseThrow())));
      answer(shake, PhoneAnswer.of(decided.outcome()));
    } else {
      answer(shake, PhoneAnswer.CLOSED);
    }
  }

  private void acknowledge(ShakeRecord shake) {
    topics.seen.add(
        new ShakeEvent.Acknowledged(
            InMemoryTopics.OPENS, InMemoryTopics.SHOW, shake.user(), shake.shakeId()));
  }

  private void answer(ShakeRecord shake, PhoneAnswer answer) {
    topics.seen.add(
        new ShakeEvent.Answered(
            InMemoryTopics.OPENS, InMemoryTopics.SHOW, shake.user(), shake.shakeId(), answer));
  }

  private Bucket bucket(InMemoryTopics.Logged logged) {
    return buckets.computeIfAbsent(
        logged.partition(), number -> new Bucket(InMemoryTopics.SHOW, number, new DrawEngine()));
  }

  private static WonRecord won(
      InMemoryTopics.Logged logged, ShakeRecord shake, SeedPosition seed, Terms terms) {
    return WonRecord.of(
        shake, logged.partition(), logged.offset(), logged.appendedAtMillis(), seed, terms);
  }
}
