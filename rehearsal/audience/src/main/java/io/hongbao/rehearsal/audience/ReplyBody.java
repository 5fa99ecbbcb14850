package io.hongbao.rehearsal.audience;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.AnswerFields;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import java.io.IOException;
import java.util.Optional;

/**
 * What the body of a reply tells a phone.
 *
 * @param shakeId of the turn it is about, if it says so
 * @param answer if it holds one
 * @param nextShakeAfterMillis when the phone's next turn begins; -1 if it does not say
 * @param claimToken by which the packet is claimed, if it says so
 * @param packetsAfterMillis when the phone shall look at its packets; -1 if it does not say
 */
record ReplyBody(
    Optional<ShakeId> shakeId,
    Optional<PhoneAnswer> answer,
    long nextShakeAfterMillis,
    Optional<String> claimToken,
    long packetsAfterMillis) {

  static final ReplyBody EMPTY =
      new ReplyBody(Optional.empty(), Optional.empty(), -1, Optional.empty(), -1);

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException if it is no JSON object, or its fields make no answer
   */
  static ReplyBody parse(byte[] body) {
    if (body.length == 0) {
      return EMPTY;
    }
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("expected a JSON object");
      }
      return parseFields(parser);
    } catch (IOException e) {
      throw new IllegalArgumentException("expected JSON", e);
    }
  }

  private static ReplyBody parseFields(JsonParser parser) throws IOException {
    Optional<ShakeId> shakeId = Optional.empty();
    long nextShakeAfterMillis = -1;
    long packetsAfterMillis = -1;
    boolean answered = false;
    AnswerFields answer = new AnswerFields();
    Optional<String> claimToken = Optional.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
      switch (name) {
        case "shakeId" -> shakeId = Optional.of(ShakeId.parse(parser.getText()));
        case "nextShakeAfterMs" -> nextShakeAfterMillis = parser.getLongValue();
        case "packetsAfterMs" -> packetsAfterMillis = parser.getLongValue();
        case "result" -> {
          answered = true;
          answer.result(parser.getText());
        }
        case "reason" -> answer.reason(parser.getText());
        case "packet" -> {
          if (isObject) {
            claimToken = parsePacket(parser, answer);
          }
        }
        case "greeting" -> {
          if (isObject) {
            parseGreeting(parser, answer);
          }
        }
        default -> parser.skipChildren();
      }
    }
    return new ReplyBody(
        shakeId,
        answered ? Optional.of(answer.toAnswer()) : Optional.empty(),
        nextShakeAfterMillis,
        claimToken,
        packetsAfterMillis);
  }

  /** Gives the packet's token, if it has one. */
  private static Optional<String> parsePacket(JsonParser parser, AnswerFields answer)
      throws IOException {
    Optional<String> claimToken = Optional.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "packetId" -> answer.packetId(parser.getText());
        case "enterprise" -> answer.enterpriseId(parser.getText());
        case "amountFen" -> answer.amountFen(parser.getLongValue());
        case "token" -> claimToken = Optional.of(parser.getText());
        default -> parser.skipChildren();
      }
    }
    return claimToken;
  }

  private static void parseGreeting(JsonParser parser, AnswerFields answer) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isId = parser.currentName().equals("id");
      parser.nextToken();
      if (isId) {
        answer.greetingId(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }
}
