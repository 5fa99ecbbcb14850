package io.hongbao.rehearsal.audience;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What a problem over a long connection says: HTTP has its status and its Retry-After outside of
 * the body.
 *
 * @param call what it is the reply to
 * @param retryAfterSeconds when to come again; -1 if it does not say
 */
record ProblemBody(int status, Call call, int retryAfterSeconds) {

  /** What a phone asked. */
  enum Call {
    SHAKE,
    PACKETS,
    /** The ticket, or a message that the edge cannot read: it closes the connection soon. */
    OTHER
  }

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MIN_STATUS = 400;
  private static final int MAX_STATUS = 599;
  private static final long MAX_MILLIS = 86_400_000;

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException if it is none, or names no status of a problem
   */
  static ProblemBody parse(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("expected a JSON object");
      }
      return parseFields(parser);
    } catch (IOException e) {
      throw new IllegalArgumentException("expected JSON", e);
    }
  }

  private static ProblemBody parseFields(JsonParser parser) throws IOException {
    int status = 0;
    Call call = Call.SHAKE;
    long afterMillis = -1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "status" -> status = parser.getIntValue();
        case "call" -> call = call(parser.getText());
        case "retryAfterMs" -> afterMillis = parser.getLongValue();
        default -> parser.skipChildren();
      }
    }
    if (status < MIN_STATUS || status > MAX_STATUS) {
      throw new IllegalArgumentException("problem of status " + status + ": expected 400 to 599");
    }
    int seconds = afterMillis < 0 ? -1 : (int) ((Math.min(MAX_MILLIS, afterMillis) + 999) / 1_000);
    return new ProblemBody(status, call, seconds);
  }

  private static Call call(String name) {
    return switch (name) {
      case "shake" -> Call.SHAKE;
      case "packets" -> Call.PACKETS;
      default -> Call.OTHER;
    };
  }
}
