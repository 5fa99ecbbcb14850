package io.hongbao.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferWaitTest {

  /** Between two lines of the header stands a #. */
  private static int secondsOf(String lines) {
    return PreferWait.secondsOf(Arrays.asList(lines.split("#", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "wait=0                          | 0",
        "wait=10                         | 10",
        "wait = 7                        | 7",
        "WAIT=7                          | 7",
        "wait=\"5\"                      | 5",
        "wait = \"5\" ; x                | 5",
        "wait=007                        | 7",
        "respond-async, wait=3           | 3",
        "respond-async#wait=3            | 3",
        ",,wait=4;reason=slow,           | 4",
        "foo=\"a,wait=9\", wait=6        | 6",
        "foo=\"\\\",wait=9\", wait=6     | 6",
        "foo; wait=9, wait=6             | 6",
        "wait=6, wait=9                  | 6",
        "wait=6#wait=9                   | 6"
      })
  void shouldReadHowLongToWait(String lines, int seconds) {
    assertThat(secondsOf(lines)).isEqualTo(seconds);
  }

  @Test
  void shouldReadAllLinesOfARequest() {
    HttpServerExchange exchange = new HttpServerExchange(null);
    exchange.getRequestHeaders().add(new HttpString("prefer"), "respond-async");
    exchange.getRequestHeaders().add(new HttpString("Prefer"), "wait = 0");

    assertThat(PreferWait.millisOf(exchange)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "wait",
        "wait=",
        "wait=-1",
        "wait=11",
        "wait=1.5",
        "wait=100",
        "wait=99999999999999999999",
        "await=3",
        "wait x=3",
        "wait=\"3",
        "wait=99, wait=6"
      })
  void shouldIgnoreWhatCannotBeHonoured(String lines) {
    assertThat(secondsOf(lines)).isEqualTo(PreferWait.DEFAULT_SECONDS);
  }
}
