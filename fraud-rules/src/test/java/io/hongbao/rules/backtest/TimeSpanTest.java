package io.hongbao.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final long NOW = Instant.parse("2027-02-05T12:30:00Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource({
    "now, 2027-02-05T12:30:00Z",
    "now-10m, 2027-02-05T12:20:00Z",
    "2027-02-05T20:15:00, 2027-02-05T12:15:00Z",
    "2027-02-05T20:15, 2027-02-05T12:15:00Z",
    "2027-02-05T20:15:00+01:00, 2027-02-05T19:15:00Z",
    "2027-02-05T20:15:00Z, 2027-02-05T20:15:00Z",
    "1802003400000, 2027-02-07T12:30:00Z"
  })
  void shouldReadWhatPeopleWrite(String text, Instant instant) {
    assertThat(TimeSpan.parseMillis(text, NOW, SHANGHAI)).isEqualTo(instant.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "now-", "now-5x", "2027-02-30T20:15:00", "20:15"})
  void shouldRefuseWhatIsNoTime(String text) {
    assertThatThrownBy(() -> TimeSpan.parseMillis(text, NOW, SHANGHAI))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void shouldEndAfterItBegins() {
    assertThatThrownBy(() -> new TimeSpan(NOW, NOW))
        .hasMessageContaining("expected a time and a later one");
    assertThat(new TimeSpan(NOW, NOW + 1).contains(NOW)).isTrue();
    assertThat(new TimeSpan(NOW, NOW + 1).contains(NOW + 1)).isFalse();
  }
}
