package io.hongbao.jobs.draw;

import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawDecision.Closed;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.UserTally;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.SignedControl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same log through the domain alone: what any run of the job must agree with. */
final class PureRun {

  private PureRun() {}

  static List<DecisionSummary> of(List<LogRecord> log, ControlKeys keys) {
    Map<BucketKey, Bucket> buckets = new HashMap<>();
    Map<String, UserTally> tallies = new HashMap<>();
    List<DecisionSummary> answers = new ArrayList<>();
    for (LogRecord record : log) {
      ShakesRecord decoded = ShakesRecord.decode(record.key(), record.value());
      if (decoded instanceof SignedControl control) {
        bucket(buckets, control.key())
            .apply(control.verify(keys.verifyingKey(), keys.sealingKey()));
      } else if (decoded instanceof ShakeRecord shake) {
        Bucket bucket = bucket(buckets, shake.key());
        DrawDecision decision =
            bucket.decide(
                shake.toShake(record.partition(), record.appendedAtMillis()),
                user -> tallies.getOrDefault(user, UserTally.EMPTY));
        if (decision instanceof Decided decided) {
          decided.change().ifPresent(change -> tallies.put(shake.user(), change.tallyAfter()));
          bucket.accept(decided);
          answers.add(
              new DecisionSummary(
                  shake.user(), shake.shakeId().toString(), Optional.of(decided.outcome())));
        } else if (decision instanceof Closed) {
          answers.add(
              new DecisionSummary(shake.user(), shake.shakeId().toString(), Optional.empty()));
        }
      }
    }
    return answers;
  }

  private static Bucket bucket(Map<BucketKey, Bucket> buckets, BucketKey key) {
    return buckets.computeIfAbsent(
        key, unseen -> new Bucket(unseen.show(), unseen.bucket(), new DrawEngine()));
  }
}
