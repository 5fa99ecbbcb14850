package io.hongbao.proof.trace;

import io.hongbao.kafka.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A record of a user's evening.
 *
 * @param of what it is about: a shake, a packet, an entry, a payout, an entity
 * @param says what it says and what followed from it, for people
 */
public record TracedRecord(RecordView view, String of, String says) {

  /** Causes before what follows from them. */
  private static final List<String> TOPICS =
      List.of(Topics.SHAKES, Topics.PACKETS, Topics.LEDGER, Topics.PAYOUTS);

  /** By time, then by topic and place. */
  static final Comparator<TracedRecord> ORDER =
      Comparator.<TracedRecord>comparingLong(it -> it.view.appendedAtMillis())
          .thenComparingInt(TracedRecord::rank)
          .thenComparing(it -> it.view.at().topic())
          .thenComparingInt(it -> it.view.at().partition())
          .thenComparingLong(it -> it.view.at().offset());

  public TracedRecord {
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(of, "of");
    Objects.requireNonNull(says, "says");
  }

  private int rank() {
    int rank = TOPICS.indexOf(view.at().topic());
    return rank < 0 ? TOPICS.size() : rank;
  }
}
