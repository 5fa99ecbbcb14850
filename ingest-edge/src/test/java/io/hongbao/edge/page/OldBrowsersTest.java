package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.EdgeSettings;
import io.hongbao.edge.TestEdge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page in browsers that lack what Chromium has, one thing at a time: it plays through to a
 * packet, or says why it does not. The baseline is in the module's README.
 */
class OldBrowsersTest {

  private static final String ALICE = "alice";
  private static final String FOLDER = "/io/hongbao/edge/page/";

  private static final List<String> MODULES =
      List.of(
          "advice.js",
          "app.js",
          "art.js",
          "clock.js",
          "dom.js",
          "edge.js",
          "live.js",
          "motion.js",
          "policy.js",
          "resources.js",
          "sheet.js",
          "store.js",
          "view.js");

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final TestEdge edge = new TestEdge();

  @BeforeEach
  void start() {
    edge.clock.moveTo(TurnFixture.startFor(ALICE));
    edge.answers.putForAll(new Outcome.Packet("p-1", "cola", 188));
  }

  @AfterEach
  void close() {
    edge.close();
  }

  private VisitorBuilder stranger() {
    return CHROMIUM.visitorOf(edge).on(Device.PHONE);
  }

  private VisitorBuilder alice() {
    return stranger().as(ALICE);
  }

  /** Shakes, wins, and looks at the packets. */
  private void playsThrough(Visitor visitor) {
    visitor.seesState("ready");
    visitor.shakes();
    visitor.sees("won", "You won ¥1.88", "A packet from Cola. It is among your packets now.");
    visitor.opensPackets();
    assertThat(visitor.page.locator("#packets-note")).isVisible();
    visitor.page.locator("#close-packets").click();
    assertThat(visitor.sheet).isHidden();
    assertThat(visitor.page.locator("#fault")).isHidden();
  }

  // ---- above the baseline, or forbidden by somebody's settings

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete AbortSignal.timeout; delete AbortSignal.any",
        "delete window.AbortController; delete window.AbortSignal",
        "delete HTMLDialogElement.prototype.showModal; delete HTMLDialogElement.prototype.close",
        "delete Element.prototype.replaceChildren; delete Element.prototype.replaceWith",
        "delete Array.prototype.at; delete Array.prototype.findLast; delete String.prototype.at",
        "delete Array.prototype.flat; delete Array.prototype.flatMap",
        "delete String.prototype.replaceAll; delete String.prototype.matchAll",
        "delete Object.hasOwn; delete Object.fromEntries; delete Object.groupBy",
        "delete Promise.any; delete Promise.allSettled; delete Promise.prototype.finally",
        "delete window.structuredClone; delete window.queueMicrotask; delete window.reportError",
        "delete Crypto.prototype.randomUUID; delete window.crypto",
        "delete window.ResizeObserver; delete window.IntersectionObserver",
        "delete window.requestIdleCallback; delete window.visualViewport; delete window.scheduler",
        "delete window.globalThis; delete window.WeakRef; delete window.BigInt",
        "delete window.Intl; delete Number.prototype.toLocaleString",
        "delete Performance.prototype.timeOrigin; delete Performance.prototype.mark",
        "delete Navigator.prototype.vibrate; delete Navigator.prototype.wakeLock",
        "Navigator.prototype.vibrate = () => false",
        "delete Navigator.prototype.locks; delete Navigator.prototype.permissions",
        "delete window.DeviceMotionEvent; delete window.DeviceOrientationEvent",
        "DeviceMotionEvent.requestPermission = () => Promise.reject(new Error('refused'))",
        "DeviceMotionEvent.requestPermission = () => { throw new Error('in a frame') }",
        "DeviceMotionEvent.requestPermission = () => undefined",
        "delete MediaQueryList.prototype.addEventListener; delete window.matchMedia",
        "delete HTMLElement.prototype.inert; delete window.customElements; delete window.CSS",
        "delete Document.prototype.startViewTransition; delete window.navigation",
        "delete Response.prototype.bytes; delete Response.json; delete window.ReadableStream",
        "delete window.trustedTypes; delete window.PerformanceObserver",
        "HTMLElement.prototype.focus = (f => function () { f.call(this) })(HTMLElement.prototype.focus)"
      })
  void shouldPlayWithout(String scriptThatTakesItAway) {
    playsThrough(alice().withScript(scriptThatTakesItAway).open());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          blocked | Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("denied", "SecurityError") } })
          null    | Object.defineProperty(window, "sessionStorage", { get: () => null })
          missing | delete window.sessionStorage; delete window.localStorage
          full    | Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }
          closed  | Storage.prototype.getItem = Storage.prototype.removeItem = () => { throw new DOMException("x", "InvalidStateError") }
          """)
  void shouldPlayWithoutStorage(String name, String script) {
    Visitor visitor = stranger().withScript(script).open();

    playsThrough(visitor);
    visitor.keepsPicture("old-storage-" + name);
  }

  @Test
  void shouldSayThatTheStorageIsBlockedWhereTheTicketWouldBe() {
    EdgeSettings production = TestEdge.settings("edge-2");
    try (TestEdge strict = new TestEdge(production)) {
      Visitor visitor =
          CHROMIUM
              .visitorOf(strict)
              .on(Device.PHONE)
              .forgiving("a status of 404")
              .withScript(
                  "Object.defineProperty(window, 'sessionStorage', { get: () => { throw new DOMException('x', 'SecurityError') } })")
              .open();

      visitor.sees(
          "signed-out",
          "Who are you?",
          "Open this page from your show's app to take part. (this browser keeps nothing for this"
              + " page: allow it cookies and site data)");
      visitor.keepsPicture("old-storage-signed-out");
      visitor.leave();
    }
  }

  @Test
  void shouldSayThatTheTicketCannotBeOne() {
    EdgeSettings production = TestEdge.settings("edge-2");
    try (TestEdge strict = new TestEdge(production)) {
      Visitor visitor =
          CHROMIUM
              .visitorOf(strict)
              .forgiving("a status of 404")
              .withScript("sessionStorage.setItem('hongbao-ticket', '红包 ticket')")
              .open();

      visitor.sees(
          "signed-out",
          "Who are you?",
          "Open this page from your show's app to take part. (the ticket that the app left here has"
              + " characters that no ticket has)");
      visitor.leave();
    }
  }

  @Test
  void shouldShowThePacketsWhereTheBrowserKnowsNoDialogs() {
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "cola", 188));
    Visitor visitor =
        alice()
            .withScript(
                "delete HTMLDialogElement.prototype.showModal; delete HTMLDialogElement.prototype.close")
            .open();
    visitor.seesState("ready");

    visitor.opensPackets();

    assertThat(visitor.page.locator("#packets li")).hasCount(1);
    assertThat(visitor.page.locator("#close-packets")).isFocused();
    visitor.keepsPicture("old-dialog");
    for (int i = 0; i < 5; i++) {
      visitor.page.keyboard().press("Tab");
      assertThat(visitor.evaluate("() => document.activeElement.closest('dialog') !== null"))
          .isEqualTo(true);
    }
    visitor.page.keyboard().press("Escape");
    assertThat(visitor.sheet).isHidden();
    assertThat(visitor.packets).isFocused();
    visitor.opensPackets();
    visitor.page.mouse().click(5, 5); // beside the sheet, on the veil
    assertThat(visitor.sheet).isHidden();
    assertThat(visitor.page.locator("#veil")).isHidden();
    assertThat(edge.log.shakes()).isEmpty();
  }

  /** As a browser does with what it does not know: the declaration or the rule is passed over. */
  private static String withoutYoungCss(String css) {
    return css.replaceAll(
            "(?m)^\\s*(text-wrap|color-scheme|inset|aspect-ratio|container-type|overflow-wrap)\\s*:[^;]*;",
            "")
        .replaceAll("(?m)^\\s*gap\\s*:[^;]*;", "")
        .replaceAll("[^{}]*:(focus-visible|has|is|where)\\b[^{}]*\\{[^}]*}", "")
        .replaceAll("(?m)^[^;{}]*:[^;{}]*(cqi|dvh|svh|color-mix|overflow: clip)[^;{}]*;", "");
  }

  @ParameterizedTest
  @CsvSource({"188, cola", "12345678, north-and-south-silk-road-noodles"})
  void shouldLookRightWithoutYoungCss(int amountFen, String sponsor) {
    edge.answers.putForAll(new Outcome.Packet("p-1", sponsor, amountFen));
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", sponsor, amountFen));
    Visitor visitor =
        alice()
            .inParts()
            .preparedBy(page -> rewrite(page, "style.css", OldBrowsersTest::withoutYoungCss))
            .open();
    visitor.seesState("ready");
    visitor.keepsPicture("old-css-ready");

    visitor.shakes();

    visitor.seesState("won");
    visitor.keepsPicture("old-css-won-" + sponsor);
    visitor.opensPackets();
    visitor.keepsPicture("old-css-packets");
  }

  // ---- below the baseline

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fetch       | delete window.fetch                       | it has no fetch
          headers     | delete window.Headers                     | it has no fetch
          performance | delete performance.now; delete Performance.prototype.now | it has no steady clock
          modules     | delete HTMLScriptElement.prototype.noModule | it knows no script modules
          """)
  void shouldSayThatTheBrowserIsTooOld(String name, String script, String why) {
    Visitor visitor = alice().forgiving("performance.now").withScript(script).open();

    visitor.sees(
        "failed",
        "This browser is too old",
        "The page cannot start: " + why + ". Update the browser, or open the page in another one.");
    visitor.keepsPicture("old-no-" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.js", "view.js", "boot.js"})
  void shouldSayWhichScriptTheBrowserDoesNotUnderstand(String script) {
    Visitor visitor =
        alice()
            .forgiving("SyntaxError")
            .forgiving("Unexpected token")
            .inParts()
            .preparedBy(page -> rewrite(page, script, source -> source + "\nlet x = #y in ??;"))
            .open();

    if (script.equals("boot.js")) {
      playsThrough(visitor); // it is there for those who cannot
    } else {
      visitor.sees(
          "failed",
          "This browser is too old",
          "The page cannot start: it does not understand "
              + script
              + ". Update the browser, or open the page in another one.");
      visitor.keepsPicture("old-no-syntax");
    }
  }

  @Test
  void shouldSayThatTheBrowserDoesNotUnderstandThePage() {
    Visitor visitor =
        alice()
            .forgiving("SyntaxError")
            .forgiving("Unexpected token")
            .preparedBy(
                page ->
                    page.route(
                        edge.address() + "/",
                        route ->
                            route.fulfill(
                                new Route.FulfillOptions()
                                    .setContentType("text/html; charset=utf-8")
                                    .setBody(
                                        route
                                            .fetch()
                                            .text()
                                            .replace("const $app =", "let x = #y in ??; $app =")))))
            .open();

    visitor.sees(
        "failed",
        "This browser is too old",
        "The page cannot start: it does not understand this page. Update the browser, or open the"
            + " page in another one.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.js", "view.js"})
  void shouldSayThatAScriptDidNotArrive(String script) {
    Visitor visitor =
        alice()
            .forgiving("net::ERR_FAILED")
            .inParts()
            .preparedBy(page -> page.route("**/" + script, Route::abort))
            .open();

    visitor.sees(
        "failed",
        "The page is not whole",
        "A part of it did not arrive. Check your connection, then load the page again.");
    visitor.keepsPicture("old-no-script");
  }

  @Test
  void shouldNotSayThatItLooksForTheShowWhereNoScriptArrives() {
    Visitor visitor =
        alice()
            .forgiving("net::ERR_FAILED")
            .inParts()
            .preparedBy(page -> page.route("**/*.js", Route::abort))
            .open();

    visitor.sees(
        "loading",
        "One moment",
        "The page is being loaded. If nothing follows, load it again, or use a newer browser.");
  }

  @Test
  void shouldPlayWithoutItsStyleSheet() {
    playsThrough(
        alice()
            .forgiving("net::ERR_FAILED")
            .inParts()
            .preparedBy(page -> page.route("**/style.css", Route::abort))
            .open());
  }

  @Test
  void shouldSayThatItNeedsJavaScript() {
    Visitor visitor = stranger().withoutJavaScript().open();

    assertThat(visitor.page.locator("noscript p"))
        .hasText(
            "This page needs JavaScript. Switch it on for this page, or open the page in another"
                + " browser.");
    assertThat(visitor.page.locator("noscript p")).isVisible();
  }

  // ---- faults of the page's own are not the network's

  @ParameterizedTest
  @CsvSource({
    "edge.js, const aborter =, const aborter = nothing.there ||",
    "edge.js, const response =, const response = AbortSignal.nowhere(1) ||"
  })
  void shouldShowAFaultAsWhatItIsWhileItLooksForTheShow(String script, String from, String to) {
    Visitor visitor =
        stranger()
            .forgiving("Error: ")
            .inParts()
            .preparedBy(page -> rewrite(page, script, source -> source.replace(from, to)))
            .open();

    assertThat(visitor.page.locator("#fault"))
        .hasText(
            Pattern.compile(
                "This page has a fault of its own \\((Type|Reference)Error: .*\\)\\. It is not your"
                    + " connection\\. Load the page again; no packet is lost\\."));
    visitor.seesState("failed");
    visitor.keepsPicture("fault-loading");
    assertThat(visitor.page.locator("#title")).hasText("The page is stuck");
  }

  @Test
  void shouldShowAFaultInAShakeAndPlayOn() {
    Visitor visitor =
        alice()
            .forgiving("ReferenceError")
            .inParts()
            .preparedBy(
                page ->
                    rewrite(
                        page,
                        "edge.js",
                        source ->
                            source.replace("let reply = null;", "let reply = nothing.there;")))
            .open();
    visitor.seesState("ready");

    visitor.shakes();

    assertThat(visitor.page.locator("#fault"))
        .containsText("(ReferenceError: nothing is not defined)");
    visitor.seesState("ready");
    visitor.keepsPicture("fault-shake");
    assertThat(edge.log.shakes()).isEmpty();
  }

  /** A fault in what is drawn twenty times a second. */
  @Test
  void shouldWriteAFaultIntoTheConsoleOnce() {
    Visitor visitor =
        alice()
            .forgiving("ReferenceError")
            .inParts()
            .preparedBy(
                page ->
                    rewrite(
                        page,
                        "app.js",
                        source ->
                            source.replace(
                                "model.fault = boot.fault;",
                                "window.drawn = (window.drawn || 0) + 1; nothing.there();")))
            .open();

    assertThat(visitor.page.locator("#fault")).isVisible();
    visitor.page.waitForFunction("() => window.drawn > 10");

    assertThat(visitor.errors("ReferenceError")).hasSize(1);
  }

  @Test
  void shouldShowWhatNobodyCaught() {
    Visitor visitor = alice().forgiving("TypeError").open();
    visitor.seesState("ready");

    visitor.evaluate("() => { setTimeout(() => { throw new TypeError('first') }, 0) }");
    assertThat(visitor.page.locator("#fault")).containsText("(TypeError: first)");
    visitor.evaluate("() => { Promise.reject(new TypeError('second')) }");
    visitor.evaluate("() => { Promise.reject(new TypeError('second')) }");
    visitor.evaluate("() => { Promise.reject(new TypeError('third')) }");
    assertThat(visitor.page.locator("#fault")).containsText("(TypeError: first)");

    playsOnAndTellsOf(visitor);
  }

  private void playsOnAndTellsOf(Visitor visitor) {
    visitor.shakes();
    visitor.seesState("won");
    assertThat(visitor.errors("TypeError: second")).hasSize(1);
    assertThat(visitor.errors("TypeError: third")).hasSize(1);
  }

  @Test
  void shouldNotTakeSomebodyElsesErrorsForItsOwn() {
    Visitor visitor = alice().open();
    visitor.seesState("ready");

    visitor.evaluate(
        """
        () => {
          dispatchEvent(new ErrorEvent("error", { message: "Script error." }));
          dispatchEvent(new ErrorEvent("error",
            { message: "Uncaught x", filename: "chrome-extension://abc/a.js" }));
          dispatchEvent(new ErrorEvent("error",
            { message: "ResizeObserver loop completed with undelivered notifications." }));
        }
        """);

    assertThat(visitor.page.locator("#fault")).isHidden();
  }

  /** A hotel's login page, a proxy's, or half a reply: no edge, and no fault of the page. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/html        | <h1>Welcome to the Grand Hotel</h1>
          application/json | {"show":
          application/json | null
          application/json | "no"
          """)
  void shouldGoOnLookingWhileSomebodyElseReplies(String contentType, String body) {
    Visitor visitor =
        alice()
            .preparedBy(
                page ->
                    page.route(
                        "**/v1/show",
                        route ->
                            route.fulfill(
                                new Route.FulfillOptions()
                                    .setContentType(contentType)
                                    .setBody(body)),
                        new Page.RouteOptions().setTimes(3)))
            .open();

    playsThrough(visitor);
  }

  // ---- the language of the baseline

  private static String read(String resource) throws IOException {
    try (InputStream in = OldBrowsersTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void rewrite(Page page, String file, UnaryOperator<String> change) {
    page.route(
        "**/" + file,
        route -> {
          String source = route.fetch().text();
          String changed = change.apply(source);
          assertThat(changed).isNotEqualTo(source);
          route.fulfill(
              new Route.FulfillOptions()
                  .setContentType(file.endsWith(".css") ? "text/css" : "text/javascript")
                  .setBody(changed));
        });
  }

  @Test
  void shouldBeWrittenInTheLanguageOfTheBaseline() throws IOException {
    Visitor visitor = stranger().open();
    visitor.evaluate("() => 0");
    visitor.page.evaluate(read("/META-INF/resources/webjars/acorn/8.14.0/dist/acorn.js") + "\n;0");

    for (String module : MODULES) {
      assertThat(complaint(visitor, read(FOLDER + module), 2020)).as(module).isEqualTo("");
    }
    assertThat(complaint(visitor, read(FOLDER + "boot.js"), 5)).as("boot.js").isEqualTo("");
    assertThat(
            List.of(
                complaint(visitor, "class A { #b; }", 2020),
                complaint(visitor, "a ??= b", 2020),
                complaint(visitor, "const a = 1_000", 2020),
                complaint(visitor, "/(?<=a)b/", 2020)))
        .allMatch(complaint -> !complaint.isEmpty());
  }

  private static String complaint(Visitor visitor, String source, int ecmaVersion) {
    return (String)
        visitor.page.evaluate(
            """
            ({ source, ecmaVersion }) => {
              try {
                acorn.parse(source, { ecmaVersion, sourceType: ecmaVersion > 5 ? "module" : "script" });
                return /[(][?]<[=!]/.test(source) ? "a look-behind: Safari knows them from 16.4" : "";
              } catch (e) {
                return e.message;
              }
            }
            """,
            Map.of("source", source, "ecmaVersion", ecmaVersion));
  }
}
