package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ViewportSize;
import io.hongbao.edge.TestEdge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/** Somebody who looks at the page and shakes. To be used by the test's own thread only. */
final class Visitor {

  private static final Path PICTURES = Path.of("target", "screenshots");

  /** WCAG 2.2, 1.4.3, level AA, for text of any size. */
  private static final double MIN_CONTRAST = 4.5;

  final Page page;
  final Locator shake;
  final Locator label;
  final Locator packets;
  final Locator sheet;

  private final Device device;
  private final TestEdge edge;
  private final String address;
  private final List<String> calls = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<String> forgiven = new ArrayList<>();

  Visitor(Page page, Device device, TestEdge edge) {
    this.page = page;
    this.device = device;
    this.edge = edge;
    this.address = edge.address();
    this.shake = page.locator("#shake");
    this.label = page.locator("#shake-label");
    this.packets = page.locator("#open-packets");
    this.sheet = page.locator("#packets-sheet");
    page.onPageError(error -> errors.add("uncaught " + error));
    page.onConsoleMessage(this::note);
    page.onRequest(this::note);
  }

  private void note(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      errors.add(message.text());
    }
  }

  private void note(Request request) {
    String url = request.url();
    if (url.startsWith(address + "/")) {
      String body = request.postData();
      String call = request.method() + " " + url.substring(address.length());
      calls.add(body == null ? call : call + " " + body);
    } else if (!url.startsWith("data:")) {
      errors.add("asked for " + url);
    }
  }

  void forgive(String part) {
    forgiven.add(part);
  }

  /** What went wrong in the browser and was not expected. */
  List<String> complaints() {
    return errors.stream().filter(error -> forgiven.stream().noneMatch(error::contains)).toList();
  }

  /** What the browser complained of that has this in it, forgiven or not. */
  List<String> errors(String part) {
    return errors.stream().filter(error -> error.contains(part)).toList();
  }

  /** What the page asked the edge for that begins so, such as {@code POST /v1/shakes}, in order. */
  List<String> calls(String beginning) {
    return calls.stream().filter(call -> call.startsWith(beginning)).toList();
  }

  /** Waits until the page is in a state and says this. */
  void sees(String state, String title, String text) {
    seesState(state);
    assertThat(page.locator("#title")).hasText(title);
    assertThat(page.locator("#text")).hasText(text);
  }

  void seesState(String state) {
    assertThat(page.locator("body")).hasAttribute("data-state", state);
  }

  /** Moves the clocks of the edge and of this page, which stand still otherwise. */
  void timePasses(Duration time) {
    edge.clock.moveTo(edge.clock.millis() + time.toMillis());
    page.evaluate("ms => { steadyMs += ms; }", (double) time.toMillis());
  }

  /** Shakes as soon as that is possible. */
  void shakes() {
    shake.click();
  }

  void opensPackets() {
    packets.click();
    assertThat(sheet).isVisible();
  }

  Object evaluate(String script) {
    return page.evaluate(script);
  }

  /**
   * Keeps a picture of what there is to see in each size of the device, without motion.
   *
   * @throws AssertionError if it does not fit the window, or hides or cuts off a text, or one
   *     cannot be read by weak eyes
   */
  void keepsPicture(String name) {
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    device.sizes().forEach(size -> keepsPicture(name, size));
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
  }

  private void keepsPicture(String name, ViewportSize size) {
    String where = size.width + "x" + size.height;
    page.setViewportSize(size.width, size.height);
    Object complaints =
        page.evaluate(PageScripts.read("layout.js"), List.of(size.width, size.height));
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(where).resolve(name + ".png")));
    Assertions.assertThat(complaints).as("%s, %s", name, where).isEqualTo(List.of());
    Assertions.assertThat(Contrast.ofTexts(page))
        .as("%s, %s", name, where)
        .isNotEmpty()
        .allSatisfy(
            (words, ratio) ->
                Assertions.assertThat(ratio).as(words).isGreaterThanOrEqualTo(MIN_CONTRAST));
  }

  void leave() {
    page.context().close();
  }
}
