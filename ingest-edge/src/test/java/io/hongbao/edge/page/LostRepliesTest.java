package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.EdgeSettings;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.InMemoryShakeLog.Mode;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever happens on the way: a shake ends in its answer, under the same id. */
class LostRepliesTest {

  private static final String ALICE = "alice";
  private static final String POST = "POST /v1/shakes";
  private static final String POST_BY_ID =
      POST + " {\"shakeId\":\"" + TurnFixture.shakeId() + "\"}";
  private static final String LOOK_UP = "GET /v1/shakes/" + TurnFixture.shakeId();
  private static final String TAKEN = "Your shake is in. The answer comes in a moment.";
  private static final String TROUBLE = "No answer yet: trying again. A shake never counts twice.";

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
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).forgiving("Failed to load resource").open();
    alice.seesState("ready");
    return alice;
  }

  private static void missed(Visitor visitor) {
    visitor.sees("missed", "Nothing this time", "No packet in this one. Every turn counts anew.");
  }

  @Test
  void shouldLookTheAnswerUpWhenTheShakeWasTaken() {
    Visitor alice = aliceWhoMayShake();

    alice.shakes();
    alice.sees("asking", "Good luck", TAKEN);
    edge.answers.put(TurnFixture.keyOf(ALICE), Outcome.MISS);

    missed(alice);
    assertThat(alice.calls(POST)).containsExactly(POST + " {}");
    assertThat(alice.calls("GET /v1/shakes")).containsOnly(LOOK_UP);
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldEndInTheAnswerWhenTheNetworkIsBack() {
    edge.answers.putForAll(Outcome.MISS);
    Visitor alice = aliceWhoMayShake();

    alice.page.context().setOffline(true);
    alice.shakes();
    alice.sees("asking", "Good luck", TROUBLE);
    alice.page.context().setOffline(false);

    missed(alice);
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldUseTheSameTurnWhenTheReplyIsLost() {
    edge.answers.putForAll(Outcome.MISS);
    Visitor alice = aliceWhoMayShake();
    StubbedReplies.loseReply(alice.page, "**/v1/shakes");

    alice.shakes();

    missed(alice);
    assertThat(alice.calls(POST)).hasSize(2);
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldLookTheSameShakeUpAgainWhenTheConnectionBreaksMeanwhile() {
    Visitor alice = aliceWhoMayShake();
    StubbedReplies.loseRequests(alice.page, "**/v1/shakes/*", 2);

    alice.shakes();
    alice.sees("asking", "Good luck", TROUBLE);
    edge.answers.put(TurnFixture.keyOf(ALICE), Outcome.MISS);

    missed(alice);
    assertThat(alice.calls(POST)).containsExactly(POST + " {}");
    assertThat(alice.calls("GET /v1/shakes")).hasSizeGreaterThan(2).containsOnly(LOOK_UP);
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldPostTheShakeAgainByItsIdWhenNobodyKnowsItAnyMore() {
    Visitor alice = aliceWhoMayShake();
    StubbedReplies.once(
        alice.page,
        "**/v1/shakes",
        202,
        String.format(Locale.ROOT, "{\"shakeId\":\"%s\"}", TurnFixture.shakeId()));
    StubbedReplies.once(alice.page, "**/v1/shakes/*", 404, "{\"detail\":\"no answer is known\"}");

    alice.shakes();
    alice.sees("asking", "Good luck", TAKEN);
    edge.answers.put(TurnFixture.keyOf(ALICE), Outcome.MISS);

    missed(alice);
    assertThat(alice.calls(POST)).containsExactly(POST + " {}", POST_BY_ID);
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldPostTheSameShakeAgainWhileItsFateIsUnknown() {
    edge.log.setMode(Mode.LOSE);
    Visitor alice = aliceWhoMayShake();

    alice.shakes();
    alice.sees("asking", "Good luck", TROUBLE);
    edge.answers.putForAll(Outcome.MISS);
    edge.log.setMode(Mode.ACKNOWLEDGE);

    missed(alice);
    assertThat(alice.calls(POST)).startsWith(POST + " {}").endsWith(POST_BY_ID);
  }

  @Test
  void shouldKeepTryingWhileTheEdgeIsBusy() {
    edge.answers.putForAll(Outcome.MISS);
    edge.log.setMode(Mode.REFUSE);
    Visitor alice = aliceWhoMayShake();

    alice.shakes();
    alice.sees(
        "asking",
        "Good luck",
        "Many people are shaking. Your turn is kept, and the" + " page tries again.");
    edge.log.setMode(Mode.ACKNOWLEDGE);

    missed(alice);
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldComeBackWhenABusyEdgeSays() {
    edge.answers.putForAll(Outcome.MISS);
    Visitor alice = aliceWhoMayShake();
    StubbedReplies.once(
        alice.page,
        "**/v1/shakes",
        503,
        "{\"plan\":1,\"nextShakeAfterMs\":900,\"result\":\"BUSY\"}");

    alice.shakes();

    missed(alice);
    assertThat(alice.calls(POST)).containsExactly(POST + " {}", POST + " {}");
  }

  @Test
  void shouldListAPacketOfWhichTheReplyWasLost() {
    edge.answers.putForAll(Outcome.MISS);
    Visitor alice = aliceWhoMayShake();
    assertThat(alice.page.locator("#packets-note")).hasText("None so far.");
    StubbedReplies.loseReply(alice.page, "**/v1/shakes");
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "cola", 188));

    alice.shakes();
    missed(alice);

    assertThat(alice.packets).hasText(Pattern.compile("My packets\\s+1"));
  }

  @Test
  void shouldSignOutWhoseTicketIsNoGood() {
    EdgeSettings production = TestEdge.settings("edge-2");
    String forged =
        new TicketMint(TicketKeys.generate("k1"))
            .mint(ALICE, "", Duration.ofHours(1), TestEdge.NOW_MILLIS)
            .text();
    try (TestEdge strict = new TestEdge(production)) {
      Visitor alice =
          CHROMIUM
              .visitorOf(strict)
              .withTicket(ALICE, forged)
              .forgiving("Failed to load resource")
              .open();

      alice.sees(
          "signed-out",
          "Who are you?",
          "Open this page from your show's app to take part. (the ticket's signature is wrong: the"
              + " secret of its kid is another one)");
      assertThat(alice.page.locator("#packets-note")).hasText("Nobody is signed in.");
      alice.leave();
    }
  }

  /** The clock of the show's app is ahead of the edge's: no reason to sign anybody out. */
  @Test
  void shouldWaitForATicketThatIsNotValidYet() {
    String early = "{\"reason\":\"NOT_YET_VALID\",\"detail\":\"the ticket is not valid yet\"}";
    edge.answers.putForAll(Outcome.MISS);
    Visitor alice =
        CHROMIUM
            .visitorOf(edge)
            .as(ALICE)
            .forgiving("a status of 401")
            .preparedBy(page -> StubbedReplies.always(page, "**/v1/shakes", 401, early))
            .preparedBy(page -> StubbedReplies.always(page, "**/v1/packets", 401, early))
            .open();
    alice.seesState("ready");
    assertThat(alice.page.locator("#packets-note"))
        .hasText("Your ticket is not valid yet: this page asks again by itself.");

    alice.shakes();
    alice.sees(
        "asking", "Good luck", "Your ticket is not valid yet. Your turn is kept: trying again.");
    alice.page.unroute("**/v1/packets");
    alice.page.unroute("**/v1/shakes");

    missed(alice);
    assertThat(alice.page.locator("#packets-note")).hasText("None so far.");
    assertThat(alice.calls("POST /dev/login")).isEmpty();
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldSignInOnceTheNetworkIsThere() {
    Visitor stranger =
        CHROMIUM
            .visitorOf(edge)
            .forgiving("Failed to load resource")
            .preparedBy(page -> StubbedReplies.loseRequests(page, "**/dev/login", 1))
            .open();

    stranger.sees("ready", "Shake!", "A packet may be yours.");
    assertThat(stranger.page.locator("#who"))
        .hasText(Pattern.compile("You are user-[0-9a-f]{8}\\."));
  }

  @Test
  void shouldTakePartAsSomebodyElseInDevelopment() {
    edge.answers.hold("bob", new HeldPacket("p-1", "first", "cola", 188));
    Visitor alice = aliceWhoMayShake();
    alice.opensPackets();
    alice.page.locator("#user").fill("bob");

    alice.page.context().setOffline(true);
    alice.page.keyboard().press("Enter");
    assertThat(alice.page.locator("#who")).hasText("That did not work: no edge answers");
    alice.page.context().setOffline(false);
    alice.page.keyboard().press("Enter");

    assertThat(alice.page.locator("#who")).hasText("You are bob.");
    assertThat(alice.page.locator("#packets li")).hasCount(1);
    assertThat(alice.page.locator("#user")).isEmpty();
  }
}
