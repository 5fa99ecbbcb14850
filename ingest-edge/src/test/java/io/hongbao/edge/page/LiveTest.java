package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.EdgeSettings;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.InMemoryShakeLog.Mode;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.live.LiveSettings;
import io.hongbao.wire.records.ModeRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page over a long connection, and without one when it cannot be had or breaks. */
class LiveTest {

  private static final String ALICE = "alice";
  private static final Outcome WIN = new Outcome.Packet("p-1", "cola", 188);
  private static final String SHAKE = "{\"shake\":{}}";

  /** So that a test can break them. */
  private static final String SOCKETS_ARE_KEPT =
      "window.opened = []; const Plain = WebSocket; window.WebSocket = class extends Plain {"
          + " constructor(url) { super(url); opened.push(this); } };";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private TestEdge edge;

  @AfterEach
  void close() {
    edge.close();
  }

  private void start(EdgeSettings settings) {
    edge = new TestEdge(settings.withDevMode(true));
    edge.clock.moveTo(TurnFixture.startFor(ALICE));
  }

  private void start() {
    start(TestEdge.settings("edge-1"));
  }

  private Visitor visit() {
    VisitorBuilder alice = CHROMIUM.visitorOf(edge).live().as(ALICE).withScript(SOCKETS_ARE_KEPT);
    Visitor visitor =
        alice
            .preparedBy(
                page ->
                    page.onWebSocket(
                        socket -> {
                          socket.onFrameSent(frame -> said.add(frame.text()));
                          socket.onFrameReceived(frame -> heard.add(frame.text()));
                        }))
            .open();
    visitor.seesState("ready");
    return visitor;
  }

  /** Waits until the page has heard a message that begins so; lets the browser's events in. */
  private void awaitHeard(Visitor visitor, String beginning, int times) {
    visitor.page.waitForCondition(
        () -> heard.stream().filter(text -> text.startsWith(beginning)).count() >= times);
  }

  private Visitor connected() {
    Visitor alice = visit();
    awaitHeard(alice, "{\"show\":", 1);
    return alice;
  }

  private static void missed(Visitor visitor) {
    visitor.sees("missed", "Nothing this time", "No packet in this one. Every turn counts anew.");
  }

  @Test
  void shouldShakeAndListOverTheLongConnection() {
    start();
    edge.answers.putForAll(WIN);
    Visitor alice = connected();
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "cola", 188));

    alice.shakes();

    alice.sees("won", "You won ¥1.88", "A packet from Cola. It is among your packets now.");
    assertThat(alice.packets).hasText(Pattern.compile("My packets\\s+1"));
    assertThat(said).contains(SHAKE, "{\"packets\":{}}");
    assertThat(alice.calls("POST /v1/shakes")).isEmpty();
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldSayThatAShakeIsTakenAndThenItsAnswer() {
    start();
    Visitor alice = connected();

    alice.shakes();
    alice.sees("asking", "Good luck", "Your shake is in. The answer comes in a moment.");
    edge.answers.put(TurnFixture.keyOf(ALICE), Outcome.MISS);

    missed(alice);
    assertThat(alice.calls("POST /v1/shakes")).isEmpty();
  }

  @Test
  void shouldTryAgainWhileTheEdgeIsBusy() {
    start();
    edge.answers.putForAll(Outcome.MISS);
    edge.log.setMode(Mode.REFUSE);
    Visitor alice = connected();

    alice.shakes();
    alice.sees(
        "asking",
        "Good luck",
        "Many people are shaking. Your turn is kept, and the page tries again.");
    edge.log.setMode(Mode.ACKNOWLEDGE);

    missed(alice);
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldSeeAChangedModeWithoutAsking() {
    start();
    Visitor alice = connected();
    int asked = alice.calls("GET /v1/show").size();

    edge.follow(new ModeRecord(PlanFixture.SHOW, 1, ModeRecord.Mode.CALM, "too many"));

    alice.seesState("calm");
    assertThat(alice.calls("GET /v1/show").size() - asked).isLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"close", "refuse"})
  void shouldGoOnOverHttpWhenTheConnectionCannotBeHad(String how) {
    start(
        how.equals("close")
            ? TestEdge.settings("edge-1").withLive(LiveSettings.DEFAULT.withMaxConnections(0))
            : TestEdge.settings("edge-1"));
    edge.answers.putForAll(Outcome.MISS);
    VisitorBuilder visitor = CHROMIUM.visitorOf(edge).live().as(ALICE).forgiving("WebSocket");
    if (how.equals("refuse")) {
      visitor.withScript(
          "window.WebSocket = function () { throw new DOMException('x', 'SecurityError') };");
    }
    Visitor alice = visitor.open();
    alice.seesState("ready");

    alice.shakes();

    missed(alice);
    assertThat(alice.calls("POST /v1/shakes")).hasSize(1);
  }

  @Test
  void shouldAskByTheIdWhenTheConnectionBreaksAfterTheShakeWasTaken() {
    start();
    Visitor alice = connected();
    alice.shakes();
    alice.sees("asking", "Good luck", "Your shake is in. The answer comes in a moment.");

    alice.page.evaluate("opened.forEach((socket) => socket.close())");
    edge.answers.put(TurnFixture.keyOf(ALICE), Outcome.MISS);

    missed(alice);
    assertThat(alice.calls("POST /v1/shakes {}")).isEmpty();
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldConnectAnewAfterABreak() {
    start();
    edge.answers.putForAll(Outcome.MISS);
    Visitor alice = connected();

    alice.page.evaluate("opened.forEach((socket) => socket.close())");
    awaitHeard(alice, "{\"show\":", 2);
    alice.shakes();

    missed(alice);
    assertThat(said).contains(SHAKE);
    assertThat(alice.calls("POST /v1/shakes")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1001,7,1,7000,8000",
    "1013,10,3,10000,11000",
    "1013,soon,1,2000,12000",
    "1006,,1,2000,12000",
    "1006,,3,8000,18000",
    "1006,,4,300000,450000"
  })
  void shouldComeBackWhenItIsWelcome(int code, String reason, int failures, int least, int most) {
    start();
    Visitor alice = visit();

    Object pauses =
        alice.page.evaluate(
            "async ([code, reason, failures]) => {"
                + " const { pauseAfter } = await import(location.origin + '/live.js');"
                + " return Array.from({ length: 50 }, () => pauseAfter(code, reason, failures)); }",
            List.of(code, reason == null ? "" : reason, failures));

    assertThat((List<?>) pauses)
        .hasSize(50)
        .allSatisfy(
            pause -> assertThat(((Number) pause).doubleValue()).isBetween(least - 1.0, most + 1.0));
  }
}
