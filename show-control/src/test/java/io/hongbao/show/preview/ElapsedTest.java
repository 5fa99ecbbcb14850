package io.hongbao.show.preview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "250, 0.25s",
    "2500, 2.5s",
    "9999, 9.999s",
    "12345, 12s",
    "60000, 1m",
    "90000, 1m30s",
    "65999, 1m05s",
    "3600000, 1h",
    "7500000, 2h05m"
  })
  void shouldBeAsShortAsItCanBeRead(long millis, String text) {
    assertThat(Elapsed.format(millis)).isEqualTo(text);
  }
}
