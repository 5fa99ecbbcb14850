package io.hongbao.rehearsal.cli;

import io.hongbao.rehearsal.audience.AudienceListener;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts the answers that an audience hears, and sums them up now and then. For any threads. */
final class UpAnswerStats implements AudienceListener {

  /** Longer waits count as so long. */
  private static final long MAX_MILLIS = TimeUnit.HOURS.toMillis(1);

  private static final int SIGNIFICANT_DIGITS = 2;

  private final Recorder answerMillis = new Recorder(MAX_MILLIS, SIGNIFICANT_DIGITS);

  @Override
  public void decided(int edge, long sentAtMillis, long heardAtMillis) {
    long tookMillis = heardAtMillis - sentAtMillis;
    answerMillis.recordValue(Math.max(0, Math.min(MAX_MILLIS, tookMillis)));
  }

  /**
   * What was heard since the last call; nothing if nothing was.
   *
   * @param seconds how long ago that was
   */
  Optional<String> summary(long seconds) {
    Histogram heard = answerMillis.getIntervalHistogram();
    return heard.getTotalCount() == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d answers in %d s, half within %,d ms, 99 of 100 within %,d ms",
                heard.getTotalCount(),
                seconds,
                heard.getValueAtPercentile(50),
                heard.getValueAtPercentile(99)));
  }
}
