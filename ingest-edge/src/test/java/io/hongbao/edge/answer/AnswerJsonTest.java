package io.hongbao.edge.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.show.PrerenderedTurn;
import io.hongbao.edge.show.ShowPlan;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The texts that clients rely on, to the letter. */
class AnswerJsonTest {

  private static final ShowPlan PLAN = new ShowPlan(PlanFixture.aPlan().numbered(3).toRecord());
  private static final PrerenderedTurn TURN = PLAN.wave("first").orElseThrow().turn(17);
  private static final String START = PLAN.texts().answerStart(7);
  private static final OptionalLong NEXT = OptionalLong.of(4_200);
  private static final OptionalLong NEVER = OptionalLong.empty();

  private static String answer(Outcome outcome) {
    return AnswerJson.of(START, TURN, outcome, PLAN.texts(), packet -> null, NEXT, NEVER);
  }

  @Test
  void shouldWriteAPacketWithItsEnterprisesResources() {
    assertThat(answer(new Outcome.Packet("first-cola-000017", "cola", 188)))
        .isEqualTo(
            """
            {"plan":3,"policy":7,"shakeId":"first-17","result":"PACKET",\
            "packet":{"packetId":"first-cola-000017","enterprise":"cola","amountFen":188},\
            "resources":{"logo":"cola-logo","background":"cola-night"},"nextShakeAfterMs":4200}""");
  }

  @Test
  void shouldLeaveResourcesOutWhereThereAreNone() {
    assertThat(answer(new Outcome.Packet("p", "tea", 1)))
        .isEqualTo(
            """
            {"plan":3,"policy":7,"shakeId":"first-17","result":"PACKET",\
            "packet":{"packetId":"p","enterprise":"tea","amountFen":1},"nextShakeAfterMs":4200}""");
    assertThat(answer(new Outcome.Packet("p", "unknown", 1))).doesNotContain("resources");
  }

  @Test
  void shouldEscapeWhatNeedsIt() {
    assertThat(answer(new Outcome.Packet("a\"b\\c\n", "tea", 1)))
        .contains("\"packetId\":\"a\\\"b\\\\c\\n\"");
  }

  @Test
  void shouldWriteAGreetingWithItsTextAndBackground() {
    assertThat(answer(new Outcome.Greeting("stars")))
        .isEqualTo(
            """
            {"plan":3,"policy":7,"shakeId":"first-17","result":"GREETING",\
            "greeting":{"id":"stars","text":"新年好 \\"all\\" of you"},\
            "resources":{"background":"stars-card"},"nextShakeAfterMs":4200}""");
    assertThat(answer(new Outcome.Greeting("plain")))
        .isEqualTo(
            """
            {"plan":3,"policy":7,"shakeId":"first-17","result":"GREETING",\
            "greeting":{"id":"plain","text":"Happy New Year"},"nextShakeAfterMs":4200}""");
  }

  @Test
  void shouldWriteAGreetingThatThePlanDoesNotKnowByItsId() {
    assertThat(answer(new Outcome.Greeting("gone")))
        .contains("\"result\":\"GREETING\",\"greeting\":{\"id\":\"gone\"},");
  }

  @Test
  void shouldWriteMissAndLimits() {
    assertThat(answer(Outcome.MISS))
        .isEqualTo(
            "{\"plan\":3,\"policy\":7,\"shakeId\":\"first-17\",\"result\":\"MISS\",\"nextShakeAfterMs\":4200}");
    assertThat(answer(Outcome.LIMITED_USER))
        .isEqualTo(
            "{\"plan\":3,\"policy\":7,\"shakeId\":\"first-17\",\"result\":\"LIMITED\",\"reason\":\"USER\","
                + "\"nextShakeAfterMs\":4200}");
    assertThat(answer(Outcome.LIMITED_ENTERPRISE)).contains("\"reason\":\"ENTERPRISE\"");
  }

  @Test
  void shouldLeaveTheNextShakeOutWhenNothingFollows() {
    assertThat(AnswerJson.of(START, TURN, Outcome.MISS, PLAN.texts(), packet -> null, NEVER, NEVER))
        .isEqualTo("{\"plan\":3,\"policy\":7,\"shakeId\":\"first-17\",\"result\":\"MISS\"}");
  }

  @Test
  void shouldWriteClosed() {
    assertThat(AnswerJson.closed(START, OptionalLong.of(300), OptionalLong.of(300), NEVER, 1_000))
        .isEqualTo(
            "{\"plan\":3,\"policy\":7,\"result\":\"CLOSED\",\"nextOpensAtMs\":1300,\"nextShakeAfterMs\":300}");
    assertThat(AnswerJson.closed(START, NEVER, NEVER, NEVER, 1_000))
        .isEqualTo("{\"plan\":3,\"policy\":7,\"result\":\"CLOSED\"}");
    assertThat(AnswerJson.closed(START, NEVER, OptionalLong.of(1_000), NEVER, 1_000))
        .isEqualTo("{\"plan\":3,\"policy\":7,\"result\":\"CLOSED\",\"nextShakeAfterMs\":1000}");
    assertThat(AnswerJson.closedForNow(START, TURN))
        .isEqualTo(
            "{\"plan\":3,\"policy\":7,\"shakeId\":\"first-17\",\"result\":\"CLOSED\",\"nextShakeAfterMs\":1000}");
  }

  @Test
  void shouldSayWhenToLookAtThePackets() {
    OptionalLong looks = OptionalLong.of(41_234);

    assertThat(AnswerJson.of(START, TURN, Outcome.MISS, PLAN.texts(), packet -> null, NEXT, looks))
        .endsWith("\"result\":\"MISS\",\"nextShakeAfterMs\":4200,\"packetsAfterMs\":41234}");
    assertThat(AnswerJson.closed(START, NEVER, NEVER, looks, 1_000))
        .isEqualTo("{\"plan\":3,\"policy\":7,\"result\":\"CLOSED\",\"packetsAfterMs\":41234}");
  }

  @Test
  void shouldWriteTheTokenOfAPacket() {
    Outcome packet = new Outcome.Packet("gala.3.2.0", "tea", 1);

    assertThat(
            AnswerJson.of(
                START, TURN, packet, PLAN.texts(), won -> "t-" + won.packetId(), NEXT, NEVER))
        .contains("\"amountFen\":1,\"token\":\"t-gala.3.2.0\"}");
  }
}
