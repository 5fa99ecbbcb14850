package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.PlanFixture;
import java.time.Duration;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sheet with my packets, on each device; pictures are kept. */
class PacketsTest {

  private static final String ALICE = "alice";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final TestEdge edge = new TestEdge();

  @BeforeEach
  void start() {
    edge.clock.moveTo(TurnFixture.startFor(ALICE));
  }

  @AfterEach
  void close() {
    edge.close();
  }

  private Visitor aliceOn(Device device) {
    return CHROMIUM.visitorOf(edge).on(device).as(ALICE).open();
  }

  @ParameterizedTest
  @EnumSource
  void shouldListThePacketsAndTheirSum(Device device) {
    edge.answers.hold(
        ALICE,
        new HeldPacket("p-1", "first", "cola", 188),
        new HeldPacket("p-2", "first", "tea-house", 2_000),
        new HeldPacket("p-3", "second", "north-and-south-silk-road-noodles", 99_999));

    Visitor alice = aliceOn(device);
    assertThat(alice.packets).hasText(Pattern.compile("My packets\\s+3"));
    alice.opensPackets();

    assertThat(alice.page.locator("#packets li"))
        .hasText(
            new Pattern[] {
              Pattern.compile("Cola\\s*First wave\\s*¥1.88"),
              Pattern.compile("Tea House\\s*First wave\\s*¥20.00"),
              Pattern.compile("North And South Silk Road Noodles\\s*Second wave\\s*¥999.99")
            });
    assertThat(alice.page.locator("#packets-sum")).hasText("¥1021.87 in all");
    assertThat(alice.page.locator("#packets-note")).isHidden();
    alice.keepsPicture("packets");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayThatThereIsNoPacketSoFar(Device device) {
    Visitor alice = aliceOn(device);
    alice.opensPackets();

    assertThat(alice.page.locator("#packets-note")).hasText("None so far.");
    assertThat(alice.page.locator("#packets-sum")).isHidden();
    assertThat(alice.page.locator("#who")).hasText("You are alice.");
    alice.keepsPicture("packets-empty");
  }

  @Test
  void shouldShowWhatItKnowsAtAWavesEndAndAskWhenItWasTold() {
    long hash = UserHash.of(ALICE);
    long closesAtMillis = PlanFixture.FIRST.closesAtMillis();
    int last = PlanFixture.FIRST.turnAt(closesAtMillis - 1, hash);
    edge.clock.moveTo(PlanFixture.FIRST.turnStartsAtMillis(last, hash));
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "cola", 188));
    edge.answers.putForAll(new Outcome.Packet("p-2", "tea", 12));
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).open();
    assertThat(alice.packets).hasText(Pattern.compile("My packets\\s+1"));

    alice.shakes();
    alice.seesState("won");
    assertThat(alice.packets).hasText(Pattern.compile("My packets\\s+2"));
    alice.opensPackets();
    assertThat(alice.page.locator("#packets li"))
        .hasText(
            new Pattern[] {
              Pattern.compile("Cola\\s*First wave\\s*¥1.88\\s*Open"),
              Pattern.compile("Tea\\s*First wave\\s*¥0.12\\s*Open")
            });
    long looksAtMillis = closesAtMillis + UserHash.phaseMillis(hash, 60_000);
    alice.timePasses(Duration.ofMillis(looksAtMillis - edge.clock.millis() - 1));
    alice.page.waitForTimeout(200);
    Assertions.assertThat(alice.calls("GET /v1/packets")).hasSize(1);

    edge.answers.hold(ALICE, new HeldPacket("p-3", "first", "bank", 5));
    alice.timePasses(Duration.ofMillis(1));

    assertThat(alice.page.locator("#packets li")).hasCount(1);
    Assertions.assertThat(alice.calls("GET /v1/packets")).hasSize(2);
  }

  @Test
  void shouldNotAskAtAWavesEndWhenNothingWasWon() {
    edge.answers.putForAll(Outcome.MISS);
    edge.clock.moveTo(PlanFixture.FIRST.closesAtMillis() - 1);
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).open();
    alice.seesState("ready");
    alice.page.waitForCondition(() -> alice.calls("GET /v1/packets").size() == 1);

    alice.shakes();
    alice.seesState("missed");
    alice.timePasses(Duration.ofSeconds(61));

    alice.seesState("waiting");
    alice.page.waitForTimeout(200);
    Assertions.assertThat(alice.calls("GET /v1/packets")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void shouldNeverShowAnEmptyListWhileItIsBeingRebuilt(Device device) {
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "cola", 188));
    edge.answers.setRebuilding(true);

    Visitor alice =
        CHROMIUM.visitorOf(edge).on(device).as(ALICE).forgiving("a status of 503").open();
    alice.opensPackets();

    assertThat(alice.page.locator("#packets-note"))
        .hasText("Your packets are being put in order. None is lost.");
    alice.keepsPicture("packets-rebuilding");

    edge.answers.setRebuilding(false);
    assertThat(alice.page.locator("#packets li")).hasCount(1);
    assertThat(alice.page.locator("#packets-note")).isHidden();
  }
}
