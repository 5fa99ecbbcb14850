package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.PlanFixture;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The countdown goes by the edge's clock, whatever the phone's own says. */
class CountdownTest {

  private static final String ALICE = "alice";
  private static final long SEVEN_MINUTES_MILLIS = 420_000;
  private static final long MOST_ERROR_MILLIS = 100;

  /** A busy machine may draw something late once; the clock may not err. */
  private static final long MOST_STALL_MILLIS = 500;

  /** All that a page may ask for the time is wrong by seven minutes; the steady clock is honest. */
  private static final String WRONG_CLOCK =
      """
      const RealDate = Date;
      Date = class extends RealDate {
        constructor(...parts) {
          super(...(parts.length ? parts : [RealDate.now() + 420000]));
        }
        static now() {
          return RealDate.now() + 420000;
        }
      };
      """;

  /** Notes what is shown whenever that changes, and when by the machine's clock. */
  private static final String NOTE_TIMES =
      """
      addEventListener("DOMContentLoaded", () => {
        window.counted = [];
        window.flips = [];
        const now = () => performance.timeOrigin + performance.now();
        const time = document.getElementById("countdown");
        new MutationObserver(() => counted.push([parseFloat(time.dateTime.slice(2)) * 1000, now()]))
          .observe(time, { attributes: true });
        new MutationObserver(() => flips.push([time.textContent, now()]))
          .observe(time, { childList: true });
        new MutationObserver(() => { window.openedAt ??= document.body.dataset.state === "ready" ? now() : undefined; })
          .observe(document.body, { attributes: true });
      });
      """;

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final TestEdge edge = new TestEdge();

  @AfterEach
  void close() {
    edge.close();
  }

  /** What the machine's clock says when the wave opens. */
  private double opensAt() {
    return PlanFixture.OPENS_AT_MILLIS
        - (edge.clock.millis() - (double) System.currentTimeMillis());
  }

  private static List<double[]> noted(Visitor visitor, String name) {
    return ((List<?>) visitor.evaluate("() => " + name))
        .stream()
            .map(pair -> (List<?>) pair)
            .map(pair -> pair.stream().mapToDouble(CountdownTest::number).toArray())
            .toList();
  }

  /** Of a number, or of a countdown such as 0:03. */
  private static double number(Object value) {
    return value instanceof Number number
        ? number.doubleValue()
        : 1_000 * Double.parseDouble(((String) value).substring("0:".length()));
  }

  /** By how much a note that says how long it still takes is wrong. */
  private double error(double[] note) {
    return Math.abs(note[0] - (opensAt() - note[1]));
  }

  @Test
  void shouldErrByLessThanATenthOfASecondOnAPhoneThatIsSevenMinutesWrong() {
    edge.clock.runFrom(PlanFixture.OPENS_AT_MILLIS - 5_000);

    Visitor alice =
        CHROMIUM.visitorOf(edge).as(ALICE).withScript(WRONG_CLOCK).withScript(NOTE_TIMES).open();
    alice.seesState("waiting");
    double wrongBy =
        ((Number) alice.evaluate("() => Date.now()")).doubleValue() - System.currentTimeMillis();
    alice.seesState("ready");

    double worst = noted(alice, "counted").stream().mapToDouble(this::error).max().orElseThrow();
    List<double[]> flips = noted(alice, "flips.slice(1).filter(([text]) => text < '0:04')");
    double[] late = flips.stream().mapToDouble(this::error).sorted().toArray();
    double openedLate = ((Number) alice.evaluate("() => openedAt")).doubleValue() - opensAt();
    System.out.printf(
        Locale.ROOT,
        "countdown on a phone 7 minutes wrong: error %.1f ms at most, seconds change %.1f ms late"
            + " at most, the wave opens %.1f ms late%n",
        worst,
        late[late.length - 1],
        openedLate);
    assertThat(wrongBy).isCloseTo(SEVEN_MINUTES_MILLIS, within(1_000.0));
    assertThat(flips).hasSizeGreaterThanOrEqualTo(3);
    assertThat(worst).isLessThan(MOST_ERROR_MILLIS);
    assertThat(late[late.length / 2]).isLessThan(MOST_ERROR_MILLIS);
    assertThat(openedLate).isBetween(-1.0 * MOST_ERROR_MILLIS, 1.0 * MOST_STALL_MILLIS);
  }

  @Test
  void shouldTrustTheQuickestReply() {
    edge.clock.runFrom(PlanFixture.OPENS_AT_MILLIS - 60_000);
    String slowNetwork =
        """
        const realFetch = fetch;
        window.heard = 0;
        fetch = async (path, options) => {
          const reply = await realFetch(path, options);
          if (path === "/v1/show" && ++window.heard !== 3) {
            await new Promise((resolve) => setTimeout(resolve, 400));
          }
          return reply;
        };
        """;

    Visitor alice =
        CHROMIUM.visitorOf(edge).as(ALICE).withScript(slowNetwork).withScript(NOTE_TIMES).open();
    alice.page.waitForFunction("() => counted.length > 0");
    double first = error(noted(alice, "counted.slice(0, 1)").get(0));
    alice.page.waitForFunction("() => heard >= 5");
    alice.evaluate("() => { window.counted = []; }");
    alice.page.waitForFunction("() => counted.length > 0");
    double then = error(noted(alice, "counted.slice(0, 1)").get(0));

    System.out.printf(
        Locale.ROOT,
        "countdown error after a slow reply %.1f ms, after a quick one %.1f ms%n",
        first,
        then);
    assertThat(first).isGreaterThan(MOST_ERROR_MILLIS);
    assertThat(then).isLessThan(MOST_ERROR_MILLIS);
  }

  @Test
  void shouldKeepCountingOnAPhoneThatWakesUpOffline() {
    edge.clock.runFrom(PlanFixture.OPENS_AT_MILLIS - 50_000);
    Visitor alice =
        CHROMIUM
            .visitorOf(edge)
            .as(ALICE)
            .withScript(NOTE_TIMES)
            .forgiving("net::ERR_INTERNET_DISCONNECTED")
            .open();
    alice.seesState("waiting");
    alice.page.context().setOffline(true);

    alice.evaluate(
        "() => { document.dispatchEvent(new Event('visibilitychange')); window.counted = []; }");
    alice.page.waitForFunction("() => counted.length > 0");

    assertThat(error(noted(alice, "counted").get(0))).isLessThan(MOST_ERROR_MILLIS);
    assertThat(alice.page.locator("body")).hasAttribute("data-state", "waiting");
  }
}
