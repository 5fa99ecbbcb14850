package io.hongbao.edge.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.hongbao.domain.draw.ShakeId;
import java.io.IOException;
import java.util.Optional;

/** What a phone says over a long connection: an object with one member. */
sealed interface ClientMessage {

  /** {@code {"ticket":"…"}}. */
  record TicketMessage(String ticket) implements ClientMessage {}

  /** {@code {"shake":{}}}: the current turn; {@code {"shake":{"shakeId":"…"}}}: that turn. */
  record ShakeMessage(Optional<ShakeId> named) implements ClientMessage {}

  /** {@code {"packets":{}}}. */
  record PacketsMessage() implements ClientMessage {}

  /** {@code {"claim":{"packetId":"…","token":"…"}}}. */
  record ClaimMessage(String packetId, Optional<String> token) implements ClientMessage {}

  /** A message is not what was expected. The message says what was. */
  final class BadMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    BadMessageException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Reads a message.
   *
   * @throws BadMessageException if it is none
   */
  static ClientMessage parse(String text) throws BadMessageException {
    return text.equals("{\"shake\":{}}") ? Reader.CURRENT_SHAKE : Reader.read(text);
  }

  /** Reads messages token by token. */
  final class Reader {

    private static final ClientMessage CURRENT_SHAKE = new ShakeMessage(Optional.empty());

    private static final String EXPECTED =
        "expected {\"ticket\":\"…\"}, {\"shake\":{}}, {\"shake\":{\"shakeId\":\"…\"}},"
            + " {\"packets\":{}} or {\"claim\":{\"packetId\":\"…\",\"token\":\"…\"}}";

    private static final JsonFactory FACTORY =
        new JsonFactoryBuilder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

    private final JsonParser json;

    private Reader(JsonParser json) {
      this.json = json;
    }

    static ClientMessage read(String text) throws BadMessageException {
      try (JsonParser parser = FACTORY.createParser(text)) {
        return new Reader(parser).message();
      } catch (IOException e) {
        throw new BadMessageException("the message is not JSON: " + EXPECTED);
      }
    }

    private ClientMessage message() throws IOException, BadMessageException {
      require(json.nextToken() == JsonToken.START_OBJECT);
      require(json.nextToken() == JsonToken.FIELD_NAME);
      String member = json.currentName();
      json.nextToken();
      ClientMessage message =
          switch (member) {
            case "ticket" -> new TicketMessage(text());
            case "shake" -> shake();
            case "packets" -> packets();
            case "claim" -> claim();
            default -> throw unexpected();
          };
      require(json.nextToken() == JsonToken.END_OBJECT);
      require(json.nextToken() == null);
      return message;
    }

    private ClientMessage shake() throws IOException, BadMessageException {
      require(json.currentToken() == JsonToken.START_OBJECT);
      if (json.nextToken() == JsonToken.END_OBJECT) {
        return CURRENT_SHAKE;
      }
      require("shakeId".equals(json.currentName()));
      json.nextToken();
      String shakeId = text();
      require(json.nextToken() == JsonToken.END_OBJECT);
      try {
        return new ShakeMessage(Optional.of(ShakeId.parse(shakeId)));
      } catch (IllegalArgumentException e) {
        throw new BadMessageException(e.getMessage());
      }
    }

    private ClientMessage packets() throws IOException, BadMessageException {
      require(json.currentToken() == JsonToken.START_OBJECT);
      require(json.nextToken() == JsonToken.END_OBJECT);
      return new PacketsMessage();
    }

    private ClientMessage claim() throws IOException, BadMessageException {
      require(json.currentToken() == JsonToken.START_OBJECT);
      Optional<String> packetId = Optional.empty();
      Optional<String> token = Optional.empty();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String member = json.currentName();
        json.nextToken();
        if (member.equals("packetId") && packetId.isEmpty()) {
          packetId = Optional.of(text());
        } else {
          require(member.equals("token") && token.isEmpty());
          token = Optional.of(text());
        }
      }
      require(packetId.isPresent());
      return new ClaimMessage(packetId.get(), token);
    }

    private String text() throws IOException, BadMessageException {
      require(json.currentToken() == JsonToken.VALUE_STRING);
      return json.getText();
    }

    private static void require(boolean isSo) throws BadMessageException {
      if (!isSo) {
        throw unexpected();
      }
    }

    private static BadMessageException unexpected() {
      return new BadMessageException("the message is not what was expected: " + EXPECTED);
    }
  }
}
