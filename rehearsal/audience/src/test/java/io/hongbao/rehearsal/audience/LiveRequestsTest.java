package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.rehearsal.audience.LiveRequests.Kind;
import io.hongbao.rehearsal.audience.LiveRequests.Request;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveRequestsTest {

  private static final ShakeId FIRST = ShakeId.parse("first-1");
  private static final ShakeId SECOND = ShakeId.parse("first-2");

  private static final ReplyListener NOBODY =
      new ReplyListener() {
        @Override
        public void replied(HttpReply reply) {}

        @Override
        public void failed(Failure failure) {}
      };

  private final LiveRequests requests = new LiveRequests();

  @Test
  void shouldGiveAnAcceptanceToTheShakeOfItsNameBeforeOneWithout() {
    Request unnamed = asked(Kind.SHAKE, null);
    Request named = asked(Kind.SHAKE, FIRST);

    assertThat(requests.takeAccepted(FIRST)).contains(named);
    assertThat(requests.takeAccepted(SECOND)).contains(unnamed);
    assertThat(requests.takeAccepted(SECOND)).isEmpty();
  }

  @Test
  void shouldGiveAnAcceptanceToWhoAskedForAnAnswerAgain() {
    waiting(Kind.ANSWER, FIRST);
    Request again = asked(Kind.ANSWER, FIRST);

    assertThat(requests.takeAccepted(FIRST)).contains(again);
    assertThat(requests.takeAccepted(FIRST)).as("the other is told the answer alone").isEmpty();
  }

  @Test
  void shouldGiveAnAnswerToWhoWaitsForItAndElseToTheShakeWithoutAName() {
    Request unnamed = asked(Kind.SHAKE, null);
    Request waits = waiting(Kind.ANSWER, FIRST);

    assertThat(requests.takeAnswered(Optional.of(FIRST), true)).contains(waits);
    assertThat(requests.takeAnswered(Optional.of(SECOND), false)).contains(unnamed);
  }

  @Test
  void shouldNotTakeTheAnswerOfAnOlderShakeForThatOfANewOne() {
    Request unnamed = asked(Kind.SHAKE, null);

    assertThat(requests.takeAnswered(Optional.of(FIRST), true))
        .as("it was accepted, so the phone knows that it is another")
        .isEmpty();
    assertThat(requests.all()).containsExactly(unnamed);
  }

  @Test
  void shouldGiveAnAnswerWithoutAnIdToTheShakeAskedFirst() {
    Request named = asked(Kind.SHAKE, FIRST);
    asked(Kind.SHAKE, null);

    assertThat(requests.takeAnswered(Optional.empty(), false)).contains(named);
  }

  @Test
  void shouldGiveARefusalToTheShakeThatWasAskedFirst() {
    waiting(Kind.ANSWER, FIRST);
    Request packets = asked(Kind.PACKETS, null);
    Request second = asked(Kind.SHAKE, SECOND);

    assertThat(requests.takeRefusedShake()).contains(second);
    assertThat(requests.takeRefusedShake())
        .as("the edge does not know that somebody waits")
        .isEmpty();
    assertThat(requests.takePackets()).contains(packets);
  }

  @Test
  void shouldBoundWhatAPhoneWaitsFor() {
    for (int i = 0; i < LiveRequests.MAX_REQUESTS; i++) {
      waiting(Kind.SHAKE, null);
    }

    assertThat(requests.add(Kind.SHAKE, Optional.empty(), NOBODY, 0)).isEmpty();
    assertThat(requests.takeAll()).hasSize(LiveRequests.MAX_REQUESTS);
    assertThat(requests.isEmpty()).isTrue();
  }

  private Request asked(Kind kind, ShakeId shakeId) {
    Request request = waiting(kind, shakeId);
    request.asked(0);
    return request;
  }

  private Request waiting(Kind kind, ShakeId shakeId) {
    return requests.add(kind, Optional.ofNullable(shakeId), NOBODY, 0).orElseThrow();
  }
}
