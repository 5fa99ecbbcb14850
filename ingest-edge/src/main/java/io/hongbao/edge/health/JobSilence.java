package io.hongbao.edge.health;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * For how long a job has shown no progress. A job commits its offsets with each checkpoint, and the
 * edges' Ticks keep the log from being silent, so offsets that stand still are a job that does not
 * go on: cancelled, failed, never submitted, or waiting. Not safe for use by several threads.
 */
final class JobSilence {

  /** Above what a job takes that is started again after a kill, with its first checkpoint. */
  static final long MAX_SILENCE_MILLIS = 15_000;

  /** Between two looks; an edge that slept longer knows nothing of the rest. */
  private static final long MAX_GAP_MILLIS = 5_000;

  private final String job;
  private final String consequence;
  private Map<TopicPartition, Long> committed = Map.of();
  private long lookedAtMillis;
  private long lastSignMillis;
  private long silentMillis;

  /**
   * @param consequence of its silence, for people
   */
  JobSilence(String job, String consequence, long nowMillis) {
    this.job = job;
    this.consequence = consequence;
    this.lookedAtMillis = nowMillis;
    this.lastSignMillis = nowMillis;
  }

  /**
   * A look at the offsets that the job has committed.
   *
   * @param hasOtherSign whether something else showed since the last look that the job goes on
   */
  void look(Map<TopicPartition, Long> offsets, boolean hasOtherSign, long nowMillis) {
    if (hasOtherSign || !offsets.equals(committed)) {
      silentMillis = 0;
      lastSignMillis = nowMillis;
    } else {
      silentMillis += Math.max(0, Math.min(nowMillis - lookedAtMillis, MAX_GAP_MILLIS));
    }
    committed = Map.copyOf(offsets);
    lookedAtMillis = nowMillis;
  }

  /** Kafka did not tell: that time does not count. */
  void lookFailed(long nowMillis) {
    lookedAtMillis = nowMillis;
  }

  long silentMillis() {
    return silentMillis;
  }

  boolean isSilent() {
    return silentMillis >= MAX_SILENCE_MILLIS;
  }

  /** What is to be said of it, if it is silent. */
  Optional<String> warning() {
    if (!isSilent()) {
      return Optional.empty();
    }
    String what =
        committed.isEmpty()
            ? String.format(Locale.ROOT, "the %s job has not passed anything of this log yet", job)
            : String.format(
                Locale.ROOT,
                "the %s job has passed nothing of the log since %s",
                job,
                Instant.ofEpochMilli(lastSignMillis).truncatedTo(ChronoUnit.SECONDS));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s: it was cancelled, has failed or was never started, or it waits for Redis or Kafka; %s; look at job %s in Flink's dashboard, then at docs/operations.md, \"When a job is away\"",
            what,
            consequence,
            job));
  }
}
