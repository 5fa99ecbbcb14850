package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.InMemoryShakeLog.Mode;
import io.hongbao.edge.fixtures.PlanFixture;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page by keyboard, by screen reader, and without motion. */
class AccessibilityTest {

  private static final String ALICE = "alice";

  private static final String RUNNING_ANIMATIONS =
      "() => document.getAnimations().filter((it) => it.playState === 'running').length";

  /** Notes what a screen reader says: the whole region, after each change of it. */
  private static final String LISTEN =
      """
      () => {
        window.said = [];
        const region = document.querySelector("[aria-live]");
        new MutationObserver(() => said.push(region.innerText.replace(/\\s+/g, " ").trim()))
          .observe(region, { subtree: true, childList: true, characterData: true });
      }
      """;

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

  private Visitor aliceWhoMayShake() {
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).open();
    alice.seesState("ready");
    return alice;
  }

  private static void assertFocusIsSeen(Locator locator) {
    assertThat(locator).isFocused();
    assertThat(locator.evaluate("it => getComputedStyle(it).outlineStyle")).isEqualTo("solid");
  }

  // ---- by keyboard

  @Test
  void shouldWinAndLookAtThePacketsByKeyboardAlone() {
    edge.answers.putForAll(new Outcome.Packet("p-1", "cola", 188));
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "cola", 188));
    Visitor alice = aliceWhoMayShake();

    alice.page.keyboard().press("Tab");
    assertFocusIsSeen(alice.packets);
    alice.page.keyboard().press("Tab");
    assertFocusIsSeen(alice.shake);
    alice.page.keyboard().press("Space");
    alice.seesState("won");
    alice.page.keyboard().press("Tab");
    assertFocusIsSeen(alice.page.locator("#open-packet"));
    alice.page.keyboard().press("Shift+Tab");
    assertFocusIsSeen(alice.packets);
    alice.page.keyboard().press("Enter");
    assertThat(alice.sheet).isVisible();
    assertFocusIsSeen(alice.page.locator("#close-packets"));
    assertThat(alice.page.locator("#packets-sum")).hasText("¥1.88 in all");
    alice.page.keyboard().press("Escape");

    assertThat(alice.sheet).isHidden();
    assertFocusIsSeen(alice.packets);
  }

  @Test
  void shouldGiveTheFocusBackToTheShakeWhenTheNextTurnBegins() {
    edge.answers.putForAll(Outcome.MISS);
    Visitor alice = aliceWhoMayShake();

    alice.page.keyboard().press("Tab");
    alice.page.keyboard().press("Tab");
    alice.page.keyboard().press("Enter");
    assertThat(alice.label).hasText("5 s");
    alice.timePasses(Duration.ofMillis(PlanFixture.TURN_MILLIS));
    assertThat(alice.label).hasText("Shake");

    assertFocusIsSeen(alice.shake);
  }

  @Test
  void shouldNotShakeByTheSpaceKeyThatOpensAndClosesThePackets() {
    Visitor alice = aliceWhoMayShake();

    alice.packets.focus();
    alice.page.keyboard().press("Space");
    assertThat(alice.sheet).isVisible();
    alice.page.keyboard().press("Space");

    assertThat(alice.sheet).isHidden();
    assertFocusIsSeen(alice.packets);
    assertThat(edge.log.shakes()).isEmpty();
  }

  @Test
  void shouldLeaveTheFocusWhereItIsWhenAWaveOpens() {
    edge.clock.moveTo(PlanFixture.OPENS_AT_MILLIS - 1);
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).open();
    alice.seesState("waiting");
    alice.packets.focus();

    alice.timePasses(Duration.ofMillis(1));
    alice.seesState("ready");

    assertThat(alice.packets).isFocused();
  }

  // ---- by screen reader

  @Test
  void shouldTellAScreenReaderWhatIsThere() {
    Visitor alice = aliceWhoMayShake();

    assertThat(alice.page.locator("body"))
        .matchesAriaSnapshot(
            """
            - /children: deep-equal
            - banner:
              - paragraph: Hongbao
              - button "My packets"
            - main:
              - paragraph: /First wave · closes in \\d min/
              - button "Shake"
              - status:
                - heading "Shake!" [level=1]
                - paragraph: A packet may be yours.
              - paragraph:
                - status
              - paragraph: Shake your phone or tap the packet, or press the space key.
            """);
    assertThat(alice.packets).hasAttribute("aria-haspopup", "dialog");
    assertThat(alice.page.locator("[role=status] h1")).isVisible();
    assertThat(alice.page).hasTitle("Hongbao");
  }

  @Test
  void shouldTellAScreenReaderThatTheShakeHasToWait() {
    edge.answers.putForAll(Outcome.MISS);
    Visitor alice = aliceWhoMayShake();

    alice.shakes();

    assertThat(
            alice.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Shake").setDisabled(true)))
        .isVisible();
  }

  @Test
  void shouldTellAScreenReaderOfThePackets() {
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "cola", 188));
    Visitor alice = aliceWhoMayShake();

    alice.opensPackets();

    assertThat(alice.page.locator("body"))
        .matchesAriaSnapshot(
            """
            - dialog "My packets":
              - heading "My packets" [level=2]
              - button "Close"
              - list:
                - listitem:
                  - text: Cola First wave
                  - strong: ¥1.88
              - paragraph: ¥1.88 in all
              - text: 'Development mode: take part as'
              - 'textbox "Development mode: take part as"'
              - button "Go"
              - status: You are alice.
            """);
  }

  static Stream<Arguments> outcomes() {
    return Stream.of(
        Arguments.of(
            new Outcome.Packet("p-1", "cola", 188),
            "You won ¥1.88 A packet from Cola. It is among your packets now."),
        Arguments.of(new Outcome.Greeting("plain"), "A greeting for you Happy New Year"),
        Arguments.of(
            Outcome.MISS, "Nothing this time No packet in this one. Every turn counts anew."),
        Arguments.of(
            Outcome.LIMITED_USER,
            "You have had your share You hold as many packets as one person may in this show."),
        Arguments.of(
            Outcome.LIMITED_ENTERPRISE,
            "You have had your share You hold a packet from each sponsor of this wave."));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void shouldSayEachOutcomeOnce(Outcome outcome, String words) {
    edge.answers.putForAll(outcome);
    Visitor alice = aliceWhoMayShake();
    alice.evaluate(LISTEN);

    alice.shakes();
    assertThat(alice.label).hasText("5 s");
    alice.timePasses(Duration.ofSeconds(1));
    assertThat(alice.label).hasText("4 s");

    assertThat(alice.evaluate("() => said"))
        .isEqualTo(List.of("Good luck Your shake is on its way.", words));
  }

  @Test
  void shouldNotReadTheCountdownAloudEachSecond() {
    edge.clock.moveTo(PlanFixture.OPENS_AT_MILLIS - 75_000);
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).open();
    alice.seesState("waiting");
    alice.evaluate(LISTEN);

    assertThat(alice.page.locator("#countdown")).hasText("1:15");
    alice.timePasses(Duration.ofSeconds(1));
    assertThat(alice.page.locator("#countdown")).hasText("1:14");

    assertThat(alice.evaluate("() => said")).isEqualTo(List.of());
  }

  // ---- without motion

  @Test
  void shouldMoveNothingForWhoLikesItStill() {
    edge.log.setMode(Mode.HOLD);
    edge.answers.putForAll(new Outcome.Packet("p-1", "cola", 188));

    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).withReducedMotion().open();
    alice.seesState("ready");
    Object whileReady = alice.evaluate(RUNNING_ANIMATIONS);
    alice.shakes();
    alice.seesState("asking");
    Object whileAsking = alice.evaluate(RUNNING_ANIMATIONS);
    edge.log.releaseAll();
    alice.seesState("won");
    Object whileWon = alice.evaluate(RUNNING_ANIMATIONS);

    assertThat(List.of(whileReady, whileAsking, whileWon)).isEqualTo(List.of(0, 0, 0));
    assertThat(alice.page.locator("#coins")).isHidden();
  }

  @Test
  void shouldMoveForEverybodyElse() {
    Visitor alice = aliceWhoMayShake();

    assertThat((Integer) alice.evaluate(RUNNING_ANIMATIONS)).isPositive();
  }
}
