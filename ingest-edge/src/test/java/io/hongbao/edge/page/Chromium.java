package io.hongbao.edge.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.edge.TestEdge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Chromium without a window: one for all tests of this JVM, with a fresh profile for each visitor.
 * After each test the visitors leave, before the edge closes, and a test fails if one of them met
 * with an error that nobody expected.
 */
final class Chromium implements BeforeAllCallback, AfterTestExecutionCallback {

  private static final double PATIENCE_MILLIS = 1e3 * Patience.SECONDS;

  private final List<Visitor> visitors = new ArrayList<>();
  private Browser browser;

  /** Ends with the last test. */
  private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

    static Running start() {
      Path executable = executable();
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(executable)
                      .setTimeout(PATIENCE_MILLIS)
                      .setArgs(List.of("--no-sandbox"))); // it refuses to run as root with one
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
      return new Running(playwright, browser);
    }

    @Override
    public void close() {
      playwright.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    browser =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Chromium.class))
            .computeIfAbsent(Running.class, key -> Running.start(), Running.class)
            .browser();
  }

  private static Path executable() {
    Path path = Path.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"));
    if (!Files.isExecutable(path)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "there is no Chromium at %s: run tools/install-chromium.sh, or name one in CHROMIUM",
              path));
    }
    return path;
  }

  /** Somebody who is about to open the page of an edge. */
  VisitorBuilder visitorOf(TestEdge edge) {
    return new VisitorBuilder(this, edge);
  }

  Visitor welcome(Browser.NewContextOptions options, Device device, TestEdge edge) {
    BrowserContext profile = browser.newContext(options);
    profile.setDefaultTimeout(PATIENCE_MILLIS);
    Visitor visitor = new Visitor(profile.newPage(), device, edge);
    visitors.add(visitor);
    return visitor;
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    List<String> complaints =
        visitors.stream().flatMap(visitor -> visitor.complaints().stream()).toList();
    visitors.forEach(Visitor::leave);
    visitors.clear();
    if (!complaints.isEmpty() && context.getExecutionException().isEmpty()) {
      throw new AssertionError("the browser complains: " + String.join("; ", complaints));
    }
  }
}
