package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.PlanFixture;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The countdown goes by the edge's clock, whatever the phone's own says. */
class CountdownTest {

  private static final String ALICE = "alice";
  private static final double SEVEN_MINUTES_MILLIS = 420_000;

  /** All that a page may ask for the time is wrong by seven minutes; the steady clock is honest. */
  private static final String WRONG_CLOCK =
      """
      const RealDate = Date;
      Date = class extends RealDate {
        constructor(...parts) {
          super(...(parts.length ? parts : [Date.now()]));
        }
        static now() {
          return RealDate.now() + 420000;
        }
      };
      window.wrongByMs = () => Date.now() - RealDate.now();
      """;

  /** Keeps how often the page does what it does again and again. */
  private static final String NOTE_INTERVALS =
      """
      window.intervals = [];
      const realSetInterval = setInterval;
      setInterval = (task, ms) => { intervals.push(ms); return realSetInterval(task, ms); };
      """;

  /**
   * Replies that say the time are as many as are allowed, and take 400 ms by the steady clock on
   * their way back, but for the third, which takes none.
   */
  private static final String SLOW_NETWORK =
      """
      const realFetch = fetch;
      window.allowed = 1;
      window.heard = 0;
      window.openingMs = null; // when the wave opens by the steady clock
      fetch = async (path, options) => {
        const reply = await realFetch(path, options);
        if (path !== "/v1/show") {
          return reply;
        }
        while (heard >= allowed) {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        const show = await reply.json();
        openingMs ??= steadyMs + show.waves[0].opensAtMs - show.serverTimeMs;
        show.serverTimeMs = show.waves[0].opensAtMs - (openingMs - steadyMs);
        steadyMs += ++heard === 3 ? 0 : 400;
        return new Response(JSON.stringify(show), { headers: { "Content-Type": "application/json" } });
      };
      """;

  /** Replies that say the time wait, from a moment on, until the test lets them through. */
  private static final String HELD_REPLIES =
      """
      const realFetch = fetch;
      window.isHolding = false;
      window.held = [];
      fetch = async (path, options) => {
        const reply = await realFetch(path, options);
        if (path === "/v1/show" && isHolding) {
          await new Promise((resolve) => held.push(resolve));
        }
        return reply;
      };
      window.wakeUp = () => document.dispatchEvent(new Event("visibilitychange"));
      """;

  /** By how much what is shown is wrong; null while nothing is. */
  private static final String ERROR =
      """
      () => {
        const shown = document.getElementById("countdown").dateTime;
        return shown ? Math.abs(parseFloat(shown.slice(2)) * 1000 - (openingMs - steadyMs)) : null;
      }
      """;

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final TestEdge edge = new TestEdge();

  @AfterEach
  void close() {
    edge.close();
  }

  private void itTakesUntilTheOpening(long millis) {
    edge.clock.moveTo(PlanFixture.OPENS_AT_MILLIS - millis);
  }

  private static void sees(Visitor visitor, String countdown) {
    assertThat(visitor.page.locator("#countdown")).hasText(countdown);
  }

  @Test
  void shouldCountToTheMillisecondOnAPhoneThatIsSevenMinutesWrong() {
    itTakesUntilTheOpening(3_000);

    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).withScript(WRONG_CLOCK).open();

    alice.seesState("waiting");
    for (int second = 3; second > 0; second--) {
      sees(alice, "0:0" + second);
      alice.timePasses(Duration.ofMillis(999));
      assertThat(alice.page.locator("#countdown"))
          .hasAttribute("datetime", String.format(Locale.ROOT, "PT%d.001S", second - 1));
      sees(alice, "0:0" + second);
      alice.seesState("waiting");
      alice.timePasses(Duration.ofMillis(1));
    }
    alice.seesState("ready");
    assertThat(((Number) alice.evaluate("() => wrongByMs()")).doubleValue())
        .isCloseTo(SEVEN_MINUTES_MILLIS, within(10_000.0));
  }

  @Test
  void shouldDrawTenTimesASecondAtLeast() {
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).withScript(NOTE_INTERVALS).open();
    alice.seesState("ready");

    double shortest = ((Number) alice.evaluate("() => Math.min(...intervals)")).doubleValue();

    assertThat(shortest).isBetween(10.0, 100.0);
  }

  @Test
  void shouldTrustTheQuickestReply() {
    itTakesUntilTheOpening(60_000);
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).withScript(SLOW_NETWORK).open();
    alice.seesState("waiting");
    alice.page.waitForFunction(String.format(Locale.ROOT, "() => (%s)() !== null", ERROR));

    double first = ((Number) alice.evaluate(ERROR)).doubleValue();
    alice.evaluate("() => { allowed = 5; }");
    alice.page.waitForFunction(
        String.format(Locale.ROOT, "() => heard === 3 && (%s)() < 1", ERROR));

    assertThat(first).as("half of the way there and back").isCloseTo(200, within(1.0));
    sees(alice, "0:59");
  }

  @Test
  void shouldAskForTheTimeOnceIfTheReplyIsQuick() {
    itTakesUntilTheOpening(60_000);
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).open();
    alice.seesState("waiting");
    alice.opensPackets();

    assertThat(alice.page.locator("#packets-note")).isVisible();
    assertThat(alice.calls("GET /v1/show")).hasSize(1);
    assertThat(alice.calls("GET /v1/resources")).as("the page has them inside").isEmpty();
  }

  @Test
  void shouldNotBelieveAReplyThatWasAskedForBeforeASleep() {
    // Given a question that is on its way when the phone falls asleep
    itTakesUntilTheOpening(50_000);
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).withScript(HELD_REPLIES).open();
    sees(alice, "0:50");
    alice.evaluate("() => { isHolding = true; wakeUp(); }");
    alice.page.waitForFunction("() => held.length > 0");
    alice.timePasses(Duration.ofSeconds(4));
    sees(alice, "0:46");

    // When its reply comes after the phone woke up
    alice.evaluate(
        """
        async () => {
          wakeUp();
          held.shift()();
          for (let drawn = 0; drawn < 30; drawn++) {
            await new Promise(requestAnimationFrame);
          }
        }
        """);

    // Then
    assertThat(alice.page.locator("#countdown")).hasAttribute("datetime", "PT46.000S");
  }

  @Test
  void shouldKeepCountingOnAPhoneThatWakesUpOffline() {
    itTakesUntilTheOpening(50_000);
    Visitor alice =
        CHROMIUM.visitorOf(edge).as(ALICE).forgiving("net::ERR_INTERNET_DISCONNECTED").open();
    alice.seesState("waiting");
    sees(alice, "0:50");
    alice.page.context().setOffline(true);

    alice.evaluate("() => { document.dispatchEvent(new Event('visibilitychange')); }");
    alice.timePasses(Duration.ofSeconds(1));

    sees(alice, "0:49");
    alice.seesState("waiting");
  }
}
