package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.ShakeId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveMessageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"accepted\":{\"shakeId\":\"first-17\"}} | ACCEPTED | {\"shakeId\":\"first-17\"}",
        "{ \"answer\" : {\"result\":\"MISS\"} } | ANSWER | {\"result\":\"MISS\"}",
        "{\"answer\":{\"greeting\":{\"text\":\"}{ ü\"}},\"later\":1} | ANSWER | {\"greeting\":{\"text\":\"}{ ü\"}}",
        "{\"packets\":[{\"packetId\":\"p\"}]} | PACKETS | [{\"packetId\":\"p\"}]",
        "{\"problem\":{\"status\":503}} | PROBLEM | {\"status\":503}",
        "{\"news\":[1]} | OTHER | [1]"
      })
  void shouldFindTheMemberAndItsBytes(String message, LiveMessage.Kind kind, String body) {
    LiveMessage read = LiveMessage.parse(message.getBytes(StandardCharsets.UTF_8));

    assertThat(read.kind()).isEqualTo(kind);
    assertThat(new String(read.body(), StandardCharsets.UTF_8)).isEqualTo(body);
  }

  @Test
  void shouldTellAnAnswerThatIsRecalledFromOneThatWasAskedFor() {
    assertThat(LiveMessage.parse(bytes("{\"answer\":{\"result\":\"MISS\"},\"recalled\":true}")))
        .extracting(LiveMessage::isRecalled)
        .isEqualTo(true);
    assertThat(LiveMessage.parse(bytes("{\"answer\":{\"recalled\":true},\"later\":[true]}")))
        .extracting(LiveMessage::isRecalled)
        .isEqualTo(false);
  }

  @Test
  void shouldPassOverTheShow() {
    assertThat(LiveMessage.parse(bytes("{\"show\":{\"waves\":[]}}")).kind())
        .isEqualTo(LiveMessage.Kind.SHOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "no", "{\"answer\":{\"result\":", "{\"answer\":{}"})
  void shouldRefuseWhatIsNoMessage(String message) {
    assertThatThrownBy(() -> LiveMessage.parse(bytes(message)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldGivePacketsTheBodyOfHttp() {
    LiveMessage read = LiveMessage.parse(bytes("{\"packets\":[{\"packetId\":\"p1\"}]}"));

    assertThat(PacketsBody.parse(read.packetsBody())).containsExactly("p1");
  }

  @Test
  void shouldAskByTheContract() {
    assertThat(LiveMessage.shake(Optional.empty())).asString().isEqualTo("{\"shake\":{}}");
    assertThat(LiveMessage.shake(Optional.of(ShakeId.parse("first-17"))))
        .asString()
        .isEqualTo("{\"shake\":{\"shakeId\":\"first-17\"}}");
    assertThat(LiveMessage.packets()).asString().isEqualTo("{\"packets\":{}}");
  }

  @Test
  void shouldReadWhatAProblemSays() {
    assertThat(
            ProblemBody.parse(
                bytes(
                    """
                    {"call":"packets","retryAfterMs":4001,"title":"Service Unavailable",
                    "status":503,"detail":"rebuilt"}""")))
        .isEqualTo(new ProblemBody(503, ProblemBody.Call.PACKETS, 5));
    assertThat(ProblemBody.parse(bytes("{\"call\":\"shake\",\"status\":429}")))
        .isEqualTo(new ProblemBody(429, ProblemBody.Call.SHAKE, -1));
    assertThat(
            ProblemBody.parse(
                bytes("{\"call\":\"ticket\",\"status\":401,\"more\":{\"status\":1}}")))
        .isEqualTo(new ProblemBody(401, ProblemBody.Call.OTHER, -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"status\":200}", "[]", "{\"status\":"})
  void shouldRefuseAProblemWithoutAStatusOfOne(String body) {
    assertThatThrownBy(() -> ProblemBody.parse(bytes(body)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
