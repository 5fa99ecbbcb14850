package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.InMemoryShakeLog.Mode;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.wire.records.ShakeRecord;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to shake, and that each uses a turn once. */
class ShakingTest {

  private static final String ALICE = "alice";
  private static final String MISSED = "Nothing this time";
  private static final String MARKUP = "<img src=x onerror=alert(1)>";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final TestEdge edge = new TestEdge();

  @BeforeEach
  void start() {
    edge.clock.moveTo(TurnFixture.startFor(ALICE));
    edge.answers.putForAll(Outcome.MISS);
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

  /** Dispatches a motion and gives the page's state right after it. */
  private static Object move(Visitor visitor, String motion) {
    return visitor.evaluate(
        String.format(
            Locale.ROOT,
            "() => { dispatchEvent(new DeviceMotionEvent('devicemotion', %s)); return document.body.dataset.state; }",
            motion));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Space", "Enter"})
  void shouldShakeByAKeyOnTheButton(String key) {
    Visitor alice = aliceWhoMayShake();

    alice.shake.focus();
    alice.page.keyboard().press(key);

    assertThat(alice.page.locator("#title")).hasText(MISSED);
    assertThat(edge.log.shakes())
        .extracting(ShakeRecord::shakeId)
        .containsExactly(TurnFixture.shakeId());
  }

  @Test
  void shouldShakeByTheSpaceKeyWhereverTheFocusIs() {
    Visitor alice = aliceWhoMayShake();

    alice.evaluate("() => document.activeElement.blur()");
    alice.page.keyboard().press("Space");

    assertThat(alice.page.locator("#title")).hasText(MISSED);
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{acceleration: {x: 3, y: -16, z: 2}}",
        "{acceleration: null, accelerationIncludingGravity: {x: 3, y: -27, z: 2}}",
      })
  void shouldShakeWhenThePhoneIsShaken(String motion) {
    Visitor alice = aliceWhoMayShake();

    assertThat(move(alice, motion)).isEqualTo("asking");

    assertThat(alice.page.locator("#title")).hasText(MISSED);
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{acceleration: {x: 3, y: -12, z: 2}}",
        "{acceleration: null, accelerationIncludingGravity: {x: 0, y: -9.8, z: 1}}",
        "{acceleration: {x: null, y: null, z: null}}",
        "{}",
      })
  void shouldNotTakeAStepOnTheStairsForAShake(String motion) {
    Visitor alice = aliceWhoMayShake();

    assertThat(move(alice, motion)).isEqualTo("ready");
  }

  @Test
  void shouldUseOneTurnForTenFastPresses() {
    edge.log.setMode(Mode.HOLD);
    Visitor alice = aliceWhoMayShake();

    alice.shake.dblclick();
    for (int i = 0; i < 8; i++) {
      alice.page.keyboard().press(i % 2 == 0 ? "Space" : "Enter");
    }
    edge.log.releaseAll();
    assertThat(alice.page.locator("#title")).hasText(MISSED);
    alice.page.keyboard().press("Space");
    alice.evaluate("() => document.getElementById('shake').click()");

    // A slow machine asks for its answer again, by the id.
    assertThat(alice.calls("POST /v1/shakes"))
        .startsWith("POST /v1/shakes {}")
        .containsOnlyOnce("POST /v1/shakes {}");
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldWaitCalmlyForTheNextTurnAndUseIt() {
    Visitor alice = aliceWhoMayShake();

    alice.shakes();
    assertThat(alice.label).hasText("5 s");
    assertThat(alice.shake).isDisabled();
    edge.answers.putForAll(new Outcome.Greeting("plain"));
    alice.timePasses(Duration.ofMillis(PlanFixture.TURN_MILLIS));
    assertThat(alice.label).hasText("Shake");
    alice.shakes();

    alice.sees("greeted", "A greeting for you", "Happy New Year");
    assertThat(edge.log.shakes())
        .extracting(shake -> shake.shakeId().turn() - TurnFixture.shakeId().turn())
        .containsExactly(0, 1);
  }

  @Test
  void shouldShowWhatTheServerSaysOfASponsorAsTextOnly() {
    String packet =
        String.format(
            Locale.ROOT,
            """
        {"packetId":"p","wave":"%1$s","enterprise":"%1$s","amountFen":188}""",
            MARKUP);
    Visitor alice =
        CHROMIUM
            .visitorOf(edge)
            .as(ALICE)
            .preparedBy(
                page ->
                    StubbedReplies.always(
                        page,
                        "**/v1/shakes",
                        200,
                        String.format(
                            Locale.ROOT,
                            """
                        {"shakeId":"first-3","result":"PACKET","packet":%1$s,
                         "resources":{"logo":"%2$s","background":"%2$s"}}""",
                            packet,
                            MARKUP)))
            .preparedBy(
                page ->
                    StubbedReplies.always(
                        page,
                        "**/v1/packets",
                        200,
                        String.format(Locale.ROOT, "{\"packets\":[%s]}", packet)))
            .open();

    alice.shakes();

    assertThat(alice.page.locator("#sponsor")).hasText(MARKUP);
    assertThat(alice.page.locator("#packets .from")).containsText(MARKUP);
    assertThat(alice.page.locator("img, [onerror]")).hasCount(0);
  }

  @Test
  void shouldShowAGreetingAsTextOnly() {
    Visitor alice =
        CHROMIUM
            .visitorOf(edge)
            .as(ALICE)
            .preparedBy(
                page ->
                    StubbedReplies.always(
                        page,
                        "**/v1/shakes",
                        200,
                        String.format(
                            Locale.ROOT,
                            """
                        {"shakeId":"first-3","result":"GREETING","greeting":{"id":"x","text":"%s"}}""",
                            MARKUP)))
            .open();

    alice.shakes();

    alice.sees("greeted", "A greeting for you", MARKUP);
    assertThat(alice.page.locator("img, [onerror]")).hasCount(0);
  }

  @Test
  void shouldReadTheShowAgainWhenAnAnswerNamesANewerPlan() {
    Visitor alice = aliceWhoMayShake();
    alice.page.waitForCondition(() -> !alice.calls("GET /v1/show").isEmpty());
    int asked = alice.calls("GET /v1/show").size();
    edge.follow(
        PlanFixture.aPlan()
            .numbered(2)
            .withWaves(PlanFixture.FIRST)
            .activeFrom(edge.clock.millis()));

    alice.shakes();
    alice.seesState("missed");

    alice.page.waitForCondition(() -> alice.calls("GET /v1/show").size() > asked);
    alice.timePasses(Duration.ofMinutes(10));
    alice.seesState("over");
  }
}
