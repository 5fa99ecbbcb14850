package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.audience.LiveReport.Slice;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveTallyTest {

  private static final long BEGIN = 1_000_000_000_000L;

  private long nowNanos = BEGIN;
  private final LiveTally tally = new LiveTally(() -> nowNanos, BEGIN);

  @Test
  void shouldDrawTheCurveOfAKill() {
    nowNanos = BEGIN - TimeUnit.SECONDS.toNanos(5);
    tally.opened(0);
    tally.opened(0);
    atSecond(1);
    tally.closed("connection broken", true);
    tally.closed("connection broken", true);
    long lostAtNanos = nowNanos;
    atSecond(3);
    tally.closed("connection refused", false);
    tally.opened(lostAtNanos);
    atSecond(4);
    tally.unasked();

    LiveReport report = tally.report();

    assertThat(report.slices())
        .containsExactly(
            new Slice(2, 0, 0),
            new Slice(0, 2, 0),
            new Slice(0, 0, 0),
            new Slice(1, 0, 1),
            new Slice(1, 0, 0));
    assertThat(report.closings())
        .isEqualTo(Map.of("connection broken", 2L, "connection refused", 1L));
    assertThat(List.of(report.opened(), report.reconnects(), report.unasked()))
        .containsExactly(3L, 1L, 1L);
    assertThat(report.open()).isEqualTo(1);
    assertThat(report.toReconnect().count()).isEqualTo(1);
    assertThat(report.toReconnect().p50Micros()).isBetween(1_990_000L, 2_010_000L);
    assertThat(AudienceReportFormatter.table(report))
        .contains("3 opened, 1 open at the end, 1 reconnects, 1 answers came unasked");
  }

  @Test
  void shouldTakeNoMoreRoomForADay() {
    tally.opened(0);
    for (int hour = 1; hour <= 24; hour++) {
      atSecond(hour * 3_600);
      tally.closed("connection broken", true);
      tally.opened(nowNanos);
    }

    LiveReport report = tally.report();

    assertThat(report.slices()).hasSizeLessThanOrEqualTo(Timeline.MAX_SLICES);
    assertThat(report.sliceSeconds()).isEqualTo(128);
    assertThat(report.slices().stream().mapToLong(Slice::reconnects).sum()).isEqualTo(24);
    assertThat(report.slices()).allMatch(slice -> slice.open() == 1);
  }

  private void atSecond(int second) {
    nowNanos = BEGIN + TimeUnit.SECONDS.toNanos(second);
  }
}
