package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.EdgeSettings;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.InMemoryShakeLog.Mode;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.wire.records.ModeRecord;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each state of the page, reached through the edge, on each device; pictures are kept. */
class StatesTest {

  private static final String ALICE = "alice";
  private static final String REFUSED = "a status of 503";

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

  /** Alice, who has shaken and has got this. */
  private Visitor aliceWith(Outcome outcome, Device device) {
    edge.answers.putForAll(outcome);
    Visitor alice = aliceOn(device);
    alice.shakes();
    return alice;
  }

  @ParameterizedTest
  @EnumSource
  void shouldLookForTheShowWhileNoneIsKnown(Device device) {
    edge.forget(PlanFixture.aPlan());

    Visitor alice = CHROMIUM.visitorOf(edge).on(device).as(ALICE).forgiving(REFUSED).open();

    alice.sees("loading", "One moment", "Looking for the show.");
    assertThat(alice.shake).isDisabled();
    alice.keepsPicture("loading");
  }

  @ParameterizedTest
  @EnumSource
  void shouldCountDownToTheWave(Device device) {
    edge.clock.moveTo(PlanFixture.OPENS_AT_MILLIS - Duration.ofMinutes(75).toMillis());

    Visitor alice = aliceOn(device);

    alice.sees("waiting", "Soon", "The First wave opens by itself. Stay with us.");
    assertThat(alice.page.locator("#countdown")).hasText("1:15:00");
    assertThat(alice.page.locator("#wave")).hasText("First wave");
    assertThat(alice.shake).isDisabled();
    alice.keepsPicture("waiting");
  }

  @ParameterizedTest
  @EnumSource
  void shouldCountInDaysToAWaveFarAway(Device device) {
    edge.clock.moveTo(PlanFixture.OPENS_AT_MILLIS - Duration.ofDays(75).toMillis());

    Visitor alice = aliceOn(device);

    assertThat(alice.page.locator("#countdown")).hasText("75 days");
    alice.keepsPicture("waiting-days");
  }

  @ParameterizedTest
  @EnumSource
  void shouldInviteToShakeWhileTheWaveIsOpen(Device device) {
    Visitor alice = aliceOn(device);

    alice.sees("ready", "Shake!", "A packet may be yours.");
    assertThat(alice.page.locator("#wave"))
        .hasText(Pattern.compile("First wave · closes in \\d min"));
    assertThat(alice.shake).isEnabled();
    alice.keepsPicture("ready");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayThatTheShakeIsOnItsWay(Device device) {
    // Neither the network nor the page's patience ends it, however long a picture takes.
    Visitor alice =
        CHROMIUM
            .visitorOf(edge)
            .on(device)
            .as(ALICE)
            .withScript("AbortSignal.timeout = () => new AbortController().signal;")
            .preparedBy(page -> page.route("**/v1/shakes", route -> {}))
            .open();
    alice.shakes();

    alice.sees("asking", "Good luck", "Your shake is on its way.");
    assertThat(alice.shake).isDisabled();
    alice.keepsPicture("asking");
  }

  @ParameterizedTest
  @EnumSource
  void shouldShowTheSponsorAndTheAmountOfAPacket(Device device) {
    Visitor alice = aliceWith(new Outcome.Packet("first-cola-17", "cola", 188), device);

    alice.sees("won", "You won ¥1.88", "A packet from Cola. It is among your packets now.");
    assertThat(alice.page.locator("#logo svg")).isVisible();
    assertThat(alice.page.locator("#amount")).hasText("¥1.88");
    assertThat(alice.page.locator("#sponsor")).hasText("Cola");
    assertThat(alice.label).hasText("5 s");
    alice.keepsPicture("won");
  }

  @ParameterizedTest
  @EnumSource
  void shouldShowALargeAmountOfASponsorWithALongName(Device device) {
    String sponsor = "north-and-south-silk-road-noodles";
    Visitor alice = aliceWith(new Outcome.Packet("p-1", sponsor, 12_345_678), device);

    alice.seesState("won");
    assertThat(alice.page.locator("#amount")).hasText("¥123456.78");
    alice.keepsPicture("won-much");
  }

  @ParameterizedTest
  @EnumSource
  void shouldShowAGreeting(Device device) {
    Visitor alice = aliceWith(new Outcome.Greeting("plain"), device);

    alice.sees("greeted", "A greeting for you", "Happy New Year");
    alice.keepsPicture("greeted");
  }

  @ParameterizedTest
  @EnumSource
  void shouldConsoleWhoMissed(Device device) {
    Visitor alice = aliceWith(Outcome.MISS, device);

    alice.sees("missed", "Nothing this time", "No packet in this one. Every turn counts anew.");
    assertThat(alice.shake).isDisabled();
    alice.keepsPicture("missed");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayThatTheUsersLimitIsReached(Device device) {
    Visitor alice = aliceWith(Outcome.LIMITED_USER, device);

    alice.sees(
        "limited",
        "You have had your share",
        "You hold as many packets as one person may in this show.");
    alice.keepsPicture("limited-user");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayThatEachSponsorHasGivenAPacket(Device device) {
    Visitor alice = aliceWith(Outcome.LIMITED_ENTERPRISE, device);

    alice.sees(
        "limited", "You have had your share", "You hold a packet from each sponsor of this wave.");
    alice.keepsPicture("limited-enterprise");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayThatTheBucketIsClosedJustNow(Device device) {
    edge.answers.close(TurnFixture.keyOf(ALICE));

    Visitor alice = aliceOn(device);
    alice.seesState("ready");
    alice.shakes();

    alice.sees("closed", "Closed just now", "Nothing was used up. Try again in a moment.");
    alice.keepsPicture("closed");
  }

  @ParameterizedTest
  @EnumSource
  void shouldTakeABreakInModeCalm(Device device) {
    edge.follow(new ModeRecord(PlanFixture.SHOW, 1, ModeRecord.Mode.CALM, "too many"));

    Visitor alice = aliceOn(device);

    alice.sees(
        "calm",
        "A short break",
        "Very many are shaking. Your packets are safe, and shaking goes on in a moment.");
    assertThat(alice.shake).isDisabled();
    alice.keepsPicture("calm");
  }

  @ParameterizedTest
  @EnumSource
  void shouldAskToShakeSlowerInModeLongerTurns(Device device) {
    edge.follow(new ModeRecord(PlanFixture.SHOW, 1, ModeRecord.Mode.LONGER_TURNS, "too many"));

    Visitor alice = aliceOn(device);

    alice.sees(
        "ready", "Shake!", "Very many are shaking. Shake slower: your turn does not run away.");
    alice.keepsPicture("ready-slower");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayBusyAfterLongPatience(Device device) {
    edge.log.setMode(Mode.REFUSE);

    Visitor alice = CHROMIUM.visitorOf(edge).on(device).as(ALICE).forgiving(REFUSED).open();
    alice.shakes();
    alice.sees(
        "asking",
        "Good luck",
        "Many people are shaking. Your turn is kept, and the" + " page tries again.");
    alice.keepsPicture("asking-busy");
    alice.timePasses(Duration.ofMinutes(1));

    alice.sees(
        "busy",
        "Very many are shaking",
        "Your shake was not taken, and no turn was used. Try again.");
    assertThat(alice.shake).isEnabled();
    alice.keepsPicture("busy");
  }

  @ParameterizedTest
  @EnumSource
  void shouldWaitCalmlyForACallThatIsFarAway(Device device) {
    edge.answers.putForAll(Outcome.MISS);
    Visitor alice = CHROMIUM.visitorOf(edge).on(device).as(ALICE).forgiving(REFUSED).open();
    alice.seesState("ready");
    StubbedReplies.once(
        alice.page,
        "**/v1/shakes",
        503,
        "{\"plan\":1,\"nextShakeAfterMs\":55000,\"result\":\"BUSY\"}");

    alice.shakes();

    alice.sees(
        "busy",
        "Very many are shaking",
        "Everybody gets a turn in time. Yours comes when the ring is full.");
    assertThat(alice.shake).isDisabled();
    alice.keepsPicture("busy-told");
    alice.timePasses(Duration.ofMillis(55_100));
    assertThat(alice.shake).isEnabled();
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayAfterLongPatienceThatNoEdgeAnswers(Device device) {
    Visitor alice =
        CHROMIUM
            .visitorOf(edge)
            .on(device)
            .as(ALICE)
            .forgiving("net::ERR_INTERNET_DISCONNECTED")
            .open();
    alice.seesState("ready");
    alice.page.context().setOffline(true);
    alice.shakes();
    alice.sees("asking", "Good luck", "No answer yet: trying again. A shake never counts twice.");
    alice.keepsPicture("asking-trouble");
    alice.timePasses(Duration.ofMinutes(1));

    alice.sees(
        "trouble",
        "That did not get through",
        "Try again; a shake never counts twice. (no edge answers)");
    assertThat(alice.shake).isEnabled();
    alice.keepsPicture("trouble");
  }

  @ParameterizedTest
  @EnumSource
  void shouldThankWhenTheShowIsOver(Device device) {
    edge.clock.moveTo(PlanFixture.SECOND.closesAtMillis());

    Visitor alice = aliceOn(device);

    alice.sees(
        "over",
        "The show is over",
        "Thank you for taking part. Open My packets to see" + " your packets.");
    assertThat(alice.shake).isDisabled();
    alice.keepsPicture("over");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSendAStrangerToTheShowsAppInProduction(Device device) {
    EdgeSettings production = TestEdge.settings("edge-2");
    try (TestEdge strict = new TestEdge(production)) {
      Visitor stranger = CHROMIUM.visitorOf(strict).on(device).forgiving("a status of 404").open();

      stranger.sees(
          "signed-out", "Who are you?", "Open this page from your show's app to take part.");
      assertThat(stranger.shake).isDisabled();
      stranger.keepsPicture("signed-out");

      stranger.opensPackets();
      assertThat(stranger.page.locator("#packets-note")).hasText("Nobody is signed in.");
      assertThat(stranger.page.locator("#login")).isHidden();
      stranger.keepsPicture("packets-signed-out");
      stranger.leave();
    }
  }
}
