package io.hongbao.rehearsal.audit;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.SeedPosition;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Of promise 1: the wins of drawing again are exactly the records of {@code packets}. A replay may
 * have written a record more than once.
 */
final class WinCheck {

  private final Findings findings;
  private final Map<String, WonRecord> expected = new HashMap<>();
  private final Set<String> found = new HashSet<>();

  WinCheck(Findings findings) {
    this.findings = findings;
  }

  /** A shake was decided by drawing again. */
  void decided(
      ShakeRecord shake,
      LogPosition position,
      long appendedAtMillis,
      DrawDecision.Decided decision) {
    decision
        .change()
        .flatMap(DrawDecision.Change::taken)
        .ifPresent(seed -> expect(shake, position, appendedAtMillis, seed));
  }

  /** A record of {@code packets} about a shake within the audited part of the log. */
  void won(WonRecord record, String where) {
    WonRecord drawn = expected.get(record.packetId());
    if (drawn == null) {
      findings.breach(
          "%s: packet %s of %s %s was not won by drawing again",
          where, record.packetId(), record.user(), record.shakeId());
    } else if (!drawn.equals(record)) {
      findings.breach("%s: %s differs from drawing again: %s", where, record, drawn);
    } else {
      found.add(record.packetId());
    }
  }

  /** Looks for what is missing, at the end. */
  void finish() {
    for (WonRecord drawn : expected.values()) {
      if (!found.contains(drawn.packetId())) {
        findings.breach(
            "%s: packet %s of %s %s was won and is not in packets",
            new LogPosition(drawn.partition(), drawn.offset()),
            drawn.packetId(),
            drawn.user(),
            drawn.shakeId());
      }
    }
  }

  long wins() {
    return expected.size();
  }

  private void expect(
      ShakeRecord shake, LogPosition position, long appendedAtMillis, SeedPosition seed) {
    String show = shake.key().show();
    int bucket = shake.key().bucket();
    WonRecord won =
        new WonRecord(
            seed.packetId(show, bucket),
            show,
            bucket,
            shake.user(),
            shake.shakeId(),
            seed.enterpriseId(),
            seed.seed().amountFen(),
            shake.riskLevel(),
            position.partition(),
            position.offset(),
            appendedAtMillis);
    expected.put(won.packetId(), won);
  }
}
