package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.audience.websocket.Closing;
import io.hongbao.rehearsal.audience.websocket.Closing.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconnectTest {

  @Test
  void shouldGoToTheNextEdgeAfterABreakAtAnyMomentOfASecond() {
    Closing broken = new Closing(Kind.BROKEN, 0, "", -1);

    assertThat(Reconnect.after(broken, 0, 0)).isEqualTo(new Reconnect(0, true));
    assertThat(Reconnect.after(broken, 0, 0.5)).isEqualTo(new Reconnect(500, true));
    assertThat(Reconnect.after(broken, 0, 0.999)).isEqualTo(new Reconnect(999, true));
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "2, 2000", "3, 4000", "4, 8000", "5, 8000", "1000, 8000"})
  void shouldSpreadOverTwiceTheTimeWithEachFailureUpToABound(int failures, long millis) {
    Closing refused = new Closing(Kind.REFUSED, 0, "", -1);

    assertThat(Reconnect.after(refused, failures, 0.5)).isEqualTo(new Reconnect(millis, true));
  }

  @Test
  void shouldComeBackToAnOverloadedEdgeWhenItSaysSoAndNotAllAtOnce() {
    Closing overload = new Closing(Kind.CLOSED, 1013, "20", 20);

    assertThat(Reconnect.after(overload, 0, 0)).isEqualTo(new Reconnect(20_000, false));
    assertThat(Reconnect.after(overload, 0, 0.5)).isEqualTo(new Reconnect(22_500, false));
  }

  @Test
  void shouldSpreadOverASecondAtLeastWhateverTheEdgeSays() {
    Closing overload = new Closing(Kind.CLOSED, 1013, "0", 0);

    assertThat(Reconnect.after(overload, 0, 0.9)).isEqualTo(new Reconnect(900, false));
  }

  @Test
  void shouldNotStayAwayForAnHour() {
    Closing overload = new Closing(Kind.CLOSED, 1013, "99999", 99_999);

    assertThat(Reconnect.after(overload, 0, 0)).isEqualTo(new Reconnect(300_000, false));
  }

  @Test
  void shouldLeaveAnEdgeThatDrains() {
    Closing drain = new Closing(Kind.CLOSED, 1001, "", -1);

    assertThat(Reconnect.after(drain, 0, 0.5)).isEqualTo(new Reconnect(500, true));
  }

  @ParameterizedTest
  @CsvSource({"CLOSED, 1008", "CLOSED, 1009", "NOT_UPGRADED, 401", "NOT_UPGRADED, 403"})
  void shouldTakeItsTimeWhenAnotherTryWillHardlyGoBetter(Kind kind, int code) {
    assertThat(Reconnect.after(new Closing(kind, code, "", -1), 0, 0.5))
        .isEqualTo(new Reconnect(8_000, false));
  }

  @Test
  void shouldComeBackWhenARefusedUpgradeSaysSo() {
    assertThat(Reconnect.after(new Closing(Kind.NOT_UPGRADED, 503, "", 3), 0, 0))
        .isEqualTo(new Reconnect(3_000, false));
  }
}
