package io.hongbao.edge.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.hongbao.edge.TestEdge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Chromium without a window: one for all tests of a class, with a fresh profile for each visitor.
 * After each test the visitors leave, before the edge closes, and a test fails if one of them met
 * with an error that nobody expected.
 */
final class Chromium implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {

  /** A busy machine is slow; an assertion that holds ends at once. */
  private static final int PATIENCE_MILLIS = 10_000;

  private final List<Visitor> visitors = new ArrayList<>();
  private Playwright playwright;
  private Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    Path executable = executable();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(List.of("--no-sandbox"))); // it refuses to run as root with one
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
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
  Invitation visitorOf(TestEdge edge) {
    return new Invitation(this, edge);
  }

  Visitor welcome(Browser.NewContextOptions options, Device device, String address) {
    Visitor visitor = new Visitor(browser.newContext(options).newPage(), device, address);
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

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
  }
}
