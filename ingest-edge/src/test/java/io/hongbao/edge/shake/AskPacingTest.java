package io.hongbao.edge.shake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskPacingTest {

  @ParameterizedTest(name = "age {0}, awaited {1}: {2}")
  @CsvSource({
    "0, true, 3",
    "12, true, 3",
    "20, true, 5",
    "400, true, 100",
    "9000, true, 250",
    "0, false, 3",
    "400, false, 100",
    "4000, false, 1000",
    "60000, false, 1000"
  })
  void shouldAskYoungQuestionsOftenAndOldOnesSeldom(long ageMillis, boolean awaited, long pause) {
    assertThat(AskPacing.pauseMillis(ageMillis, awaited)).isEqualTo(pause);
  }
}
