package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.Sha256;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.resource.ResourceSettings;
import io.hongbao.resources.ResourceFolder;
import io.hongbao.resources.ResourceNeeds;
import io.hongbao.resources.ResourcePacker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are fetched before a wave, never in one, and shown with what is won. */
class PicturesTest {

  private static final String ALICE = "alice";

  /** Fetches its pictures at once, and not at its own time of the window. */
  private static final String AT_ONCE = "Math.random = () => 0;";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @TempDir private Path packed;
  private TestEdge edge;

  @BeforeEach
  void start() throws IOException {
    ResourcePacker.pack(
        ResourceFolder.read(
            Path.of("..", "campaigns", "resources"), ResourceNeeds.none(), 1_000_000),
        packed,
        PlanFixture.SIGNING_KEY::sign);
    edge =
        new TestEdge(
            TestEdge.settings("edge-1")
                .withDevMode(true)
                .withResources(ResourceSettings.NONE.withFolder(packed)));
    edge.answers.putForAll(new Outcome.Packet("p-1", "cola", 188));
  }

  @AfterEach
  void close() {
    edge.close();
  }

  private static void waitForPictures(Visitor visitor, int count) {
    visitor.page.waitForCondition(() -> visitor.calls("GET /r/").size() == count);
  }

  @Test
  void shouldFetchAheadAndShowThePicture() throws IOException {
    edge.clock.moveTo(PlanFixture.OPENS_AT_MILLIS - 60_000);
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).withScript(AT_ONCE).open();
    waitForPictures(alice, 15);
    assertThat(alice.page.locator("#pictures")).hasText("");

    alice.timePasses(Duration.ofMillis(TurnFixture.startFor(ALICE) - edge.clock.millis()));
    alice.seesState("ready");
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "cola", 188));
    alice.shakes();

    alice.seesState("won");
    String cola =
        Sha256.hex(Files.readAllBytes(Path.of("..", "campaigns", "resources", "cola-logo.svg")));
    assertThat(alice.page.locator("#logo img")).hasAttribute("src", "/r/" + cola);
    Assertions.assertThat(alice.evaluate("() => document.querySelector('#logo img').complete"))
        .isEqualTo(true);
    // The browser also tells of what it takes from its cache; the edge was asked for each once.
    edge.awaitMetric("hongbao_edge_resources_sent_total 15.0");
    alice.keepsPicture("won-with-pictures");
    alice.opensPackets();
    assertThat(alice.page.locator("#packets li .logo img")).hasAttribute("src", "/r/" + cola);
    alice.keepsPicture("packets-with-pictures");
  }

  @Test
  void shouldFetchNothingInsideAWaveAndDrawWhatIsMissing() {
    edge.clock.moveTo(TurnFixture.startFor(ALICE));
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).withScript(AT_ONCE).open();
    alice.seesState("ready");
    alice.shakes();

    alice.seesState("won");
    assertThat(alice.page.locator("#logo svg")).isVisible();
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "cola", 188));
    alice.opensPackets();
    assertThat(alice.page.locator("#packets li .logo svg")).isVisible();
    assertThat(alice.page.locator("#logo img"))
        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(1_000));
    Assertions.assertThat(alice.calls("GET /v1/resources")).isEmpty();
    Assertions.assertThat(alice.calls("GET /r/")).isEmpty();
  }

  @Test
  void shouldComeAgainWhenAnEdgeSendsItAway() {
    edge.clock.moveTo(PlanFixture.OPENS_AT_MILLIS - 60_000);
    Visitor alice =
        CHROMIUM
            .visitorOf(edge)
            .as(ALICE)
            .withScript(AT_ONCE)
            .withScript(
                """
                const realFetch = fetch;
                window.sentAway = 0;
                fetch = async (path, options) => {
                  if (String(path).startsWith("/r/") && sentAway === 0) {
                    sentAway++;
                    return new Response("", { status: 429, headers: { "Retry-After": "1" } });
                  }
                  return realFetch(path, options);
                };
                """)
            .open();

    waitForPictures(alice, 15);
    Assertions.assertThat(alice.evaluate("() => sentAway")).isEqualTo(1);
  }

  @Test
  void shouldSayHowManyAreThere() {
    edge.clock.moveTo(PlanFixture.OPENS_AT_MILLIS - 60_000);
    Visitor alice =
        CHROMIUM
            .visitorOf(edge)
            .as(ALICE)
            .withScript(AT_ONCE)
            .withScript(
                """
                const realFetch = fetch;
                let asked = 0;
                fetch = async (path, options) => {
                  if (String(path).startsWith("/r/") && ++asked > 6) {
                    await new Promise(() => {}); // it never comes
                  }
                  return realFetch(path, options);
                };
                """)
            .open();
    assertThat(alice.page.locator("#pictures")).hasText("Pictures for the show: 6 of 15");
    alice.keepsPicture("fetching-pictures");
  }
}
