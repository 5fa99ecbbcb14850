package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.rehearsal.audience.PhoneProtocol.Done;
import io.hongbao.rehearsal.audience.PhoneProtocol.GiveUp;
import io.hongbao.rehearsal.audience.PhoneProtocol.LookUp;
import io.hongbao.rehearsal.audience.PhoneProtocol.PostAgain;
import io.hongbao.rehearsal.audience.PhoneProtocol.Refused;
import io.hongbao.rehearsal.audience.PhoneProtocol.Step;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.ReplyListener.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneProtocolTest {

  private static final long BEGAN = 1_000_000;
  private static final long TURN = 5_000;
  private static final String LOCATION = "/v1/shakes/first-17";
  private static final String MISS = "{\"shakeId\":\"first-17\",\"result\":\"MISS\"}";
  private static final String ACCEPTED = "{\"shakeId\":\"first-17\"}";
  private static final String PROBLEM = "{\"type\":\"about:blank\",\"status\":503}";

  private final PhoneProtocol protocol = new PhoneProtocol(BEGAN, TURN);

  @Test
  void shouldBeDoneWithAnAnswer() {
    Step step =
        hears(
            200,
            """
            {"shakeId":"first-17","result":"PACKET","packet":{"packetId":"gala.3.2.0",
            "enterprise":"cola","amountFen":188},"resources":{"logo":"cola-logo"},
            "nextShakeAfterMs":4200}
            """);

    assertThat(step)
        .isEqualTo(
            new Done(
                PhoneAnswer.of(new Outcome.Packet("gala.3.2.0", "cola", 188)),
                4_200,
                Optional.empty()));
    assertThat(protocol.isAcknowledged()).isTrue();
    assertThat(protocol.shakeId()).contains(new ShakeId("first", 17));
  }

  @Test
  void shouldHearWhenToLookAtThePackets() {
    Step step =
        hears(200, "{\"shakeId\":\"first-17\",\"result\":\"MISS\",\"packetsAfterMs\":41234}");

    assertThat(step)
        .isEqualTo(new Done(PhoneAnswer.of(Outcome.MISS), -1, Optional.empty(), 41_234));
  }

  @Test
  void shouldReadEveryKindOfAnswer() {
    assertThat(new PhoneProtocol(BEGAN, TURN).hears(reply(200, MISS), BEGAN))
        .isEqualTo(new Done(PhoneAnswer.of(Outcome.MISS), -1, Optional.empty()));
    assertThat(
            new PhoneProtocol(BEGAN, TURN)
                .hears(
                    reply(
                        200,
                        "{\"result\":\"GREETING\",\"greeting\":{\"text\":\"Hi\",\"id\":\"stars\"},"
                            + "\"shakeId\":\"first-17\"}"),
                    BEGAN))
        .isEqualTo(new Done(PhoneAnswer.of(new Outcome.Greeting("stars")), -1, Optional.empty()));
    assertThat(
            new PhoneProtocol(BEGAN, TURN)
                .hears(
                    reply(
                        200,
                        "{\"shakeId\":\"first-17\",\"result\":\"LIMITED\",\"reason\":\"ENTERPRISE\"}"),
                    BEGAN))
        .isEqualTo(new Done(PhoneAnswer.of(Outcome.LIMITED_ENTERPRISE), -1, Optional.empty()));
  }

  @Test
  void shouldNotTakeClosedForAnAcknowledgement() {
    Step step = hears(200, "{\"result\":\"CLOSED\",\"nextShakeAfterMs\":900}");

    assertThat(step).isEqualTo(new Done(PhoneAnswer.CLOSED, 900, Optional.empty()));
    assertThat(protocol.isAcknowledged()).isFalse();
  }

  @Test
  void shouldLookUpAtOnceWhenAcknowledged() {
    Step step = protocol.hears(new HttpReply(202, -1, LOCATION, false, bytes(ACCEPTED)), BEGAN);

    assertThat(step).isEqualTo(new LookUp(LOCATION, 0));
    assertThat(protocol.isAcknowledged()).isTrue();
  }

  @Test
  void shouldLookUpAgainUntilAnswered() {
    hears(202, ACCEPTED);

    assertThat(hears(202, ACCEPTED)).isEqualTo(new LookUp(LOCATION, 100));
    assertThat(hears(200, MISS))
        .isEqualTo(new Done(PhoneAnswer.of(Outcome.MISS), -1, Optional.empty()));
  }

  @Test
  void shouldPostAgainAfterThePauseThatAnEdgeInDoubtAsksFor() {
    Step step = protocol.hears(new HttpReply(503, 2, "", false, bytes(PROBLEM)), BEGAN);

    assertThat(step).isEqualTo(new PostAgain(2_000));
  }

  @Test
  void shouldWaitForItsNextTurnAfterARefusal() {
    String busy = "{\"plan\":3,\"nextShakeAfterMs\":17250,\"result\":\"BUSY\"}";
    String slower = "{\"status\":429,\"nextShakeAfterMs\":9000}";

    assertThat(protocol.hears(new HttpReply(503, 18, "", false, bytes(busy)), BEGAN))
        .isEqualTo(new Refused("BUSY", 17_250));
    assertThat(protocol.hears(new HttpReply(429, 9, "", false, bytes(slower)), BEGAN + 17_250))
        .isEqualTo(new Refused("status 429", 9_000));
  }

  @Test
  void shouldWaitAsTheHeaderSaysIfARefusalNamesNoTurn() {
    String busy = "{\"result\":\"BUSY\"}";

    assertThat(protocol.hears(new HttpReply(503, 1, "", false, bytes(busy)), BEGAN))
        .isEqualTo(new Refused("BUSY", 1_000));
    assertThat(protocol.hears(reply(429, PROBLEM), BEGAN + 1_000))
        .isEqualTo(new Refused("status 429", 500));
  }

  @Test
  void shouldUseTheTurnThatIsCurrentWhenItsWaitIsOver() {
    String busy = "{\"shakeId\":\"first-17\",\"nextShakeAfterMs\":17250,\"result\":\"BUSY\"}";

    hears(503, busy);

    assertThat(protocol.shakeId()).as("the turn that was refused").isEmpty();
    protocol.beginsAgain(BEGAN + 17_300);
    assertThat(
            protocol.hears(
                reply(200, "{\"shakeId\":\"first-20\",\"result\":\"MISS\"}"), BEGAN + 17_400))
        .isEqualTo(new Done(PhoneAnswer.of(Outcome.MISS), -1, Optional.empty()));
    assertThat(protocol.shakeId()).contains(new ShakeId("first", 20));
  }

  @Test
  void shouldNameTheNewTurnAsLongAsThatMayBeNamed() {
    hears(503, "{\"nextShakeAfterMs\":20000,\"result\":\"BUSY\"}");
    protocol.beginsAgain(BEGAN + 20_000);

    assertThat(protocol.hearsNothing(Failure.BROKEN, BEGAN + 20_000 + TURN))
        .isEqualTo(new PostAgain(250));
    assertThat(protocol.hearsNothing(Failure.BROKEN, BEGAN + 20_000 + 2 * TURN))
        .isEqualTo(new GiveUp("not accepted: connection broken"));
  }

  @Test
  void shouldNotTakeARefusalForTheEndOfAnAcknowledgedShake() {
    hears(202, ACCEPTED);

    assertThat(hears(503, "{\"nextShakeAfterMs\":20000,\"result\":\"BUSY\"}"))
        .isEqualTo(new PostAgain(500));
    assertThat(protocol.shakeId()).contains(new ShakeId("first", 17));
  }

  @Test
  void shouldPostAnAcknowledgedShakeThatIsUnknownAgain() {
    hears(202, ACCEPTED);

    assertThat(hears(404, "")).isEqualTo(new PostAgain(500));
    assertThat(protocol.shakeId()).contains(new ShakeId("first", 17));
  }

  @Test
  void shouldLookUpAnAcknowledgedShakeWhoseTurnMayNoLongerBeNamed() {
    hears(202, ACCEPTED);

    Step step = protocol.hears(reply(503, PROBLEM), BEGAN + 4 * TURN);

    assertThat(step).isEqualTo(new LookUp(LOCATION, 500));
  }

  @Test
  void shouldPostAsLongAsTheTurnMaySurelyBeNamed() {
    long lastMillis = BEGAN + 2 * TURN - 250 - 1;

    assertThat(protocol.hearsNothing(Failure.BROKEN, lastMillis)).isEqualTo(new PostAgain(250));
  }

  @Test
  void shouldGiveUpAShakeThatWasNotAcceptedWhileItsTurnCouldBeNamed() {
    assertThat(protocol.hears(reply(503, PROBLEM), BEGAN + 2 * TURN))
        .isEqualTo(new GiveUp("not accepted: status 503"));
    assertThat(protocol.hearsNothing(Failure.REFUSED, BEGAN + 2 * TURN))
        .isEqualTo(new GiveUp("not accepted: connection refused"));
  }

  @Test
  void shouldPauseLongerAfterEachFailureUpToFourSeconds() {
    PhoneProtocol patient = new PhoneProtocol(BEGAN, 60_000);

    for (long pauseMillis : new long[] {250, 500, 1_000, 2_000, 4_000, 4_000}) {
      assertThat(patient.hearsNothing(Failure.REFUSED, BEGAN))
          .isEqualTo(new PostAgain(pauseMillis));
    }
    patient.hears(reply(503, PROBLEM), BEGAN);
    assertThat(patient.hearsNothing(Failure.REFUSED, BEGAN)).isEqualTo(new PostAgain(250));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 413, 415})
  void shouldGiveUpWhatIsRefusedForGood(int status) {
    assertThat(hears(status, "")).isEqualTo(new GiveUp("status " + status));
  }

  @Test
  void shouldGiveUpWhenToldOfAnotherShake() {
    hears(202, ACCEPTED);

    assertThat(hears(200, "{\"shakeId\":\"first-18\",\"result\":\"MISS\"}"))
        .isEqualTo(new GiveUp("the reply is about another shake than the one that was posted"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not JSON",
        "[]",
        "{\"result\":\"JACKPOT\",\"shakeId\":\"first-17\"}",
        "{\"result\":\"PACKET\",\"shakeId\":\"first-17\"}",
        "{\"result\":\"MISS\",\"shakeId\":\"First-17\"}"
      })
  void shouldGiveUpAtAnAnswerThatCannotBeRead(String body) {
    assertThat(hears(200, body)).isEqualTo(new GiveUp("unreadable body of status 200"));
  }

  @Test
  void shouldGiveUpAtAnAnswerOrAcknowledgementThatLacksItsTurn() {
    assertThat(hears(200, "{\"result\":\"MISS\"}"))
        .isEqualTo(new GiveUp("answer without its shakeId"));
    assertThat(hears(202, "{}")).isEqualTo(new GiveUp("status 202 without its shakeId"));
    assertThat(protocol.isAcknowledged()).isFalse();
  }

  private Step hears(int status, String body) {
    return protocol.hears(reply(status, body), BEGAN);
  }

  private static HttpReply reply(int status, String body) {
    return new HttpReply(status, -1, "", false, bytes(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
