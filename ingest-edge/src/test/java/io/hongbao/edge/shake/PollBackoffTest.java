package io.hongbao.edge.shake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollBackoffTest {

  @ParameterizedTest(name = "age {0}: {1}")
  @CsvSource({"0, 3", "12, 3", "20, 5", "400, 100", "9000, 250"})
  void shouldPollYoungTargetsOftenAndOldOnesSeldom(long ageMillis, long pause) {
    assertThat(PollBackoff.pauseMillis(ageMillis)).isEqualTo(pause);
  }
}
