package io.hongbao.edge.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.hongbao.edge.TestEdge;
import java.util.Locale;
import java.util.function.Consumer;

/** How a visitor comes to the page: on a desktop and without a ticket, if nothing else is said. */
final class VisitorBuilder {

  /**
   * The page's one clock stands still, as the edge's does, until {@link Visitor#timePasses}. Timers
   * run as ever, so that the page draws and tries again, but they tell no time.
   */
  private static final String TIME_STANDS =
      "window.steadyMs = 1_000; performance.now = () => steadyMs;";

  private final Chromium chromium;
  private final TestEdge edge;
  private Device device = Device.DESKTOP;
  private ReducedMotion motion = ReducedMotion.NO_PREFERENCE;
  private boolean javaScript = true;
  private boolean isLive;
  private String page = "/";
  private Consumer<Visitor> preparation = visitor -> visitor.page.addInitScript(TIME_STANDS);

  VisitorBuilder(Chromium chromium, TestEdge edge) {
    this.chromium = chromium;
    this.edge = edge;
  }

  VisitorBuilder on(Device other) {
    device = other;
    return this;
  }

  /** With a long connection. Others make their calls over HTTP, where tests see and lose them. */
  VisitorBuilder live() {
    isLive = true;
    return this;
  }

  /** The page that comes in parts, of which a test can change one. */
  VisitorBuilder inParts() {
    page = "/index.html";
    return this;
  }

  VisitorBuilder withReducedMotion() {
    motion = ReducedMotion.REDUCE;
    return this;
  }

  VisitorBuilder withoutJavaScript() {
    javaScript = false;
    return this;
  }

  /** With a ticket that was minted just now in the session, where the show's app leaves it. */
  VisitorBuilder as(String user) {
    return withTicket(user, TestEdge.ticketOf(user, edge.clock.millis()));
  }

  VisitorBuilder withTicket(String user, String ticket) {
    return withScript(
        String.format(
            Locale.ROOT,
            """
        sessionStorage.getItem("hongbao-ticket") ||
          (sessionStorage.setItem("hongbao-ticket", "%s"), sessionStorage.setItem("hongbao-user", "%s"));
        """,
            ticket,
            user));
  }

  /** Runs in the page before its own scripts. */
  VisitorBuilder withScript(String script) {
    return preparedBy(page -> page.addInitScript(script));
  }

  VisitorBuilder preparedBy(Consumer<Page> step) {
    Consumer<Visitor> before = preparation;
    preparation =
        visitor -> {
          before.accept(visitor);
          step.accept(visitor.page);
        };
    return this;
  }

  /** The browser may report errors that have this in their text. */
  VisitorBuilder forgiving(String part) {
    Consumer<Visitor> before = preparation;
    preparation =
        visitor -> {
          before.accept(visitor);
          visitor.forgive(part);
        };
    return this;
  }

  /** Opens the page. */
  Visitor open() {
    Browser.NewContextOptions options =
        device.options().setReducedMotion(motion).setJavaScriptEnabled(javaScript);
    Visitor visitor = chromium.welcome(options, device, edge);
    if (!isLive) {
      visitor.page.addInitScript("delete window.WebSocket;");
    }
    preparation.accept(visitor);
    visitor.page.navigate(edge.address() + page);
    return visitor;
  }
}
