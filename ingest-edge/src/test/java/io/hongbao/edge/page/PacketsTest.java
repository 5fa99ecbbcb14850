package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.hongbao.cache.HeldPacket;
import io.hongbao.edge.TestEdge;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
