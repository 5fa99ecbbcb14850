package io.hongbao.proof.audit;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.Terms;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Of promise 1: the wins of drawing again are exactly the records of {@code packets}. A replay may
 * have written a record more than once, and versions of before said nothing of claiming. Of each
 * partition first its log, then its packets.
 */
final class WinCheck {

  private final BreachCollector breaches;
  private final Map<String, WonRecord> expected = new LinkedHashMap<>();
  private final Set<String> found = new HashSet<>();
  private long wins;

  WinCheck(BreachCollector breaches) {
    this.breaches = breaches;
  }

  /**
   * A shake was decided by drawing again.
   *
   * @param terms by which it was; empty if the bucket had none
   */
  void decided(
      ShakeRecord shake,
      RecordPosition position,
      long appendedAtMillis,
      DrawDecision.Decided decision,
      Optional<Terms> terms) {
    decision
        .change()
        .flatMap(DrawDecision.Change::taken)
        .map(
            seed ->
                WonRecord.of(
                    shake,
                    position.partition(),
                    position.offset(),
                    appendedAtMillis,
                    seed,
                    terms.orElseThrow()))
        .ifPresent(won -> expected.put(won.packetId(), won));
  }

  /** A record of {@code packets} about a shake within the audited part of the log. */
  void won(WonRecord record, RecordPosition where) {
    WonRecord drawn = expected.get(record.packetId());
    if (drawn == null) {
      breaches.breach(breach(where, record, "no winner, according to the replay", "it won"));
    } else if (!drawn.equals(record.with(record.howToClaim()))) {
      breaches.breach(breach(where, record, drawn + ", by drawing again", record.toString()));
    } else {
      found.add(record.packetId());
    }
  }

  /** Looks for what is missing of a partition, counts its wins and forgets them. */
  void endPartition() {
    for (WonRecord drawn : expected.values()) {
      if (!found.contains(drawn.packetId())) {
        breaches.breach(
            breach(
                RecordPosition.ofShakes(drawn.partition(), drawn.offset()),
                drawn,
                "a record in packets, because the replay wins it at this shake",
                "none"));
      }
    }
    wins += expected.size();
    expected.clear();
    found.clear();
  }

  private static AuditBreach breach(
      RecordPosition where, WonRecord won, String expected, String found) {
    return AuditBreach.at(
        where,
        String.format(
            Locale.ROOT, "packet %s of %s, shake %s", won.packetId(), won.user(), won.shakeId()),
        expected,
        found,
        TraceCommandLine.way(won.show(), won.user(), won.shakeId()));
  }

  long wins() {
    return wins;
  }
}
