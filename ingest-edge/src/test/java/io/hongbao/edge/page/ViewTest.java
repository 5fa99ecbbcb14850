package io.hongbao.edge.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.edge.TestEdge;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code view.js} makes of times: waves from 100 to 200 s and from 300 to 400 s. */
class ViewTest {

  private static final String MODEL =
      """
      const model = {
        show: { waves: [
          { id: "first", opensAtMs: 100000, closesAtMs: 200000 },
          { id: "second", opensAtMs: 300000, closesAtMs: 400000 } ] },
        ticket: "t", signedOut: false, asking: null, answer: null, answeredAtMs: 0, nextShakeAtMs: 0,
      };
      const won = { result: "PACKET", packet: { enterprise: "cola", amountFen: 188 } };
      const missed = { result: "MISS" };
      """;

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final TestEdge edge = new TestEdge();
  private Visitor visitor;

  @BeforeEach
  void open() {
    visitor = CHROMIUM.visitorOf(edge).as("alice").open();
  }

  @AfterEach
  void close() {
    edge.close();
  }

  private Object evaluate(String expression) {
    return visitor.evaluate(
        String.format(
            Locale.ROOT,
            "async () => { const { view, countdown, yuan, named } = await import(location.origin + '/view.js'); %s return %s; }",
            MODEL,
            expression));
  }

  /** The states at instants, with this added to the model. */
  private Object statesAt(String more, String instants) {
    return evaluate(
        String.format(
            Locale.ROOT, "%s.map((nowMs) => view({ ...model, %s }, nowMs).state)", instants, more));
  }

  @Test
  void shouldOpenAndCloseWavesToTheMillisecond() {
    assertThat(statesAt("", "[99999, 100000, 199999, 200000, 299999, 300000, 399999, 400000]"))
        .isEqualTo(
            List.of("waiting", "ready", "ready", "waiting", "waiting", "ready", "ready", "over"));
  }

  @Test
  void shouldWaitForWhatTheViewersOfALateChannelSee() {
    String late = "show: { ...model.show, delayMs: 35000 }";
    assertThat(statesAt(late, "[100000, 134999, 135000, 199999, 200000, 334999, 335000, 400000]"))
        .isEqualTo(
            List.of("waiting", "waiting", "ready", "ready", "waiting", "waiting", "ready", "over"));
    assertThat(
            evaluate(
                "[100000, 134000].map((nowMs) => view({ ...model, "
                    + late
                    + " }, nowMs).countdownMs)"))
        .isEqualTo(List.of(35_000, 1_000));
  }

  @Test
  void shouldKeepAnAnswerInSightForAWhileWhenItsWaveCloses() {
    assertThat(statesAt("answer: missed, answeredAtMs: 199000", "[199500, 200000, 206999, 207000]"))
        .isEqualTo(List.of("missed", "missed", "missed", "waiting"));
    assertThat(statesAt("answer: missed, answeredAtMs: 399000", "[406999, 407000]"))
        .isEqualTo(List.of("missed", "over"));
  }

  @Test
  void shouldShowTheLastPacketForGoodWhenTheShowIsOver() {
    assertThat(statesAt("answer: won, answeredAtMs: 399000", "[400000, 9400000]"))
        .isEqualTo(List.of("won", "won"));
  }

  @Test
  void shouldStartANewWaveWithoutTheAnswerOfTheOneBefore() {
    assertThat(statesAt("answer: missed, answeredAtMs: 150000", "[150001, 250000, 300000]"))
        .isEqualTo(List.of("missed", "waiting", "ready"));
  }

  @Test
  void shouldAllowTheNextShakeWhenTheTurnBegins() {
    assertThat(
            evaluate(
                "[150000, 152500, 154999, 155000].map((nowMs) => { const it = view("
                    + "{ ...model, answer: missed, answeredAtMs: 150000, nextShakeAtMs: 155000 }, nowMs);"
                    + " return [it.canShake, it.ring, it.label].join(' '); })"))
        .isEqualTo(List.of("false 0 5 s", "false 0.5 3 s", "false 0.9998 1 s", "true  Shake"));
  }

  @Test
  void shouldInviteAsTheModeSays() {
    assertThat(
            evaluate(
                "[0, 1, 2, 3, 4].map((mode) => { const it = view("
                    + "{ ...model, show: { ...model.show, mode } }, 150000);"
                    + " return [it.state, it.canShake, it.text].join(' '); })"))
        .isEqualTo(
            List.of(
                "ready true A packet may be yours.",
                "ready true Very many are shaking. Shake slower: your turn does not run away.",
                "ready true Very many are shaking, and not every turn is taken. Your packets are"
                    + " safe.",
                "calm false Very many are shaking. Your packets are safe, and shaking goes on in a"
                    + " moment.",
                "over false Thank you for taking part. Open My packets to see your packets."));
  }

  @Test
  void shouldKeepAnAnswerInSightUntilItsTurnIsOverInModeCalm() {
    assertThat(
            statesAt(
                "show: { ...model.show, mode: 3 }, answer: missed, answeredAtMs: 150000,"
                    + " nextShakeAtMs: 155000",
                "[150000, 154999, 155000]"))
        .isEqualTo(List.of("missed", "missed", "calm"));
  }

  @Test
  void shouldWaitForATicketBeforeItInvitesToShake() {
    assertThat(statesAt("ticket: null", "[100000]")).isEqualTo(List.of("loading"));
    assertThat(statesAt("ticket: null, signedOut: true", "[100000]"))
        .isEqualTo(List.of("signed-out"));
  }

  @Test
  void shouldWriteTimesAndAmountsForPeople() {
    assertThat(evaluate("[1, 1000, 1001, 59001, 3600000, 172799001].map(countdown)"))
        .isEqualTo(List.of("0:01", "0:01", "0:02", "1:00", "1:00:00", "2 days"));
    assertThat(evaluate("[86400000, 172799000, 300000000].map(countdown)"))
        .isEqualTo(List.of("24:00:00", "47:59:59", "3 days"));
    assertThat(evaluate("[1, 100, 188, 12345678].map(yuan)"))
        .isEqualTo(List.of("¥0.01", "¥1.00", "¥1.88", "¥123456.78"));
    assertThat(evaluate("['cola', 'tea-house'].map(named)"))
        .isEqualTo(List.of("Cola", "Tea House"));
  }
}
