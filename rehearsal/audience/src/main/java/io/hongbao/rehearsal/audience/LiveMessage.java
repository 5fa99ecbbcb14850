package io.hongbao.rehearsal.audience;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hongbao.domain.draw.ShakeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an edge says over a long connection: the first member of a JSON object.
 *
 * @param body the member's value: what HTTP has as its body
 * @param isRecalled whether it is the answer to a shake of an earlier connection of the user, which
 *     this one has not asked for
 */
@SuppressWarnings("ArrayRecordComponent") // read once where it arrives, never compared
record LiveMessage(Kind kind, byte[] body, boolean isRecalled) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] NOTHING = {};
  private static final byte[] SHOW = "{\"show\"".getBytes(StandardCharsets.US_ASCII);

  /** Which member it is. */
  enum Kind {
    SHOW,
    ACCEPTED,
    ANSWER,
    PACKETS,
    PROBLEM,
    /** One that this audience does not know. */
    OTHER
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if it is no JSON object with a member
   */
  static LiveMessage parse(byte[] message) {
    if (startsWithShow(message)) {
      return new LiveMessage(Kind.SHOW, NOTHING, false);
    }
    try (JsonParser parser = JSON.createParser(message)) {
      if (parser.nextToken() != JsonToken.START_OBJECT
          || parser.nextToken() != JsonToken.FIELD_NAME) {
        throw new IllegalArgumentException("expected a JSON object with a member");
      }
      Kind kind = kind(parser.currentName());
      parser.nextToken();
      int start = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      int end = (int) parser.currentLocation().getByteOffset();
      return new LiveMessage(kind, Arrays.copyOfRange(message, start, end), isRecalled(parser));
    } catch (IOException e) {
      throw new IllegalArgumentException("expected JSON", e);
    }
  }

  /** What a phone says to use the turn named, or its current one. */
  static byte[] shake(Optional<ShakeId> shakeId) {
    return shakeId
        .map(id -> "{\"shake\":{\"shakeId\":\"" + id + "\"}}")
        .orElse("{\"shake\":{}}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** What a phone says to hear of all packets that its user holds. */
  static byte[] packets() {
    return "{\"packets\":{}}".getBytes(StandardCharsets.US_ASCII);
  }

  /** A list of packets as HTTP has it. */
  byte[] packetsBody() {
    return ("{\"packets\":" + new String(body, StandardCharsets.UTF_8) + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Looks at what stands behind the first member. */
  private static boolean isRecalled(JsonParser parser) throws IOException {
    boolean isRecalled = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isIt = parser.currentName().equals("recalled");
      isRecalled |= parser.nextToken() == JsonToken.VALUE_TRUE && isIt;
      parser.skipChildren();
    }
    return isRecalled;
  }

  private static Kind kind(String name) {
    return switch (name) {
      case "show" -> Kind.SHOW;
      case "accepted" -> Kind.ACCEPTED;
      case "answer" -> Kind.ANSWER;
      case "packets" -> Kind.PACKETS;
      case "problem" -> Kind.PROBLEM;
      default -> Kind.OTHER;
    };
  }

  /** The longest message and of no use to a virtual phone. */
  private static boolean startsWithShow(byte[] message) {
    return message.length > SHOW.length
        && Arrays.equals(message, 0, SHOW.length, SHOW, 0, SHOW.length);
  }
}
