package io.hongbao.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferWaitTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=0                      | 0",
        "wait=10                     | 10",
        "WAIT=7                      | 7",
        "wait=\"5\"                  | 5",
        "respond-async, wait=3       | 3",
        "wait=4;reason=slow          | 4",
        "wait=99, wait=6             | 6"
      })
  void shouldReadHowLongToWait(String header, int seconds) {
    assertThat(PreferWait.secondsOf(header)).hasValue(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "wait", "wait=", "wait=-1", "wait=11", "wait=1.5", "wait=100", "await=3"})
  void shouldIgnoreWhatCannotBeHonoured(String header) {
    assertThat(PreferWait.secondsOf(header)).isEqualTo(OptionalInt.empty());
  }
}
