package io.hongbao.edge.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.hongbao.edge.json.Utf8;
import java.io.IOException;
import java.util.Optional;

/** Reads bodies that are an object with at most one member, a text. */
final class SmallJson {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

  private SmallJson() {}

  /** A body is not what was expected. The message says what was. */
  static final class BadBodyException extends Exception {

    private static final long serialVersionUID = 1L;

    BadBodyException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Reads {@code {}} or {@code {"member":"text"}}; no body at all is like {@code {}}.
   *
   * @throws BadBodyException if it is anything else
   */
  static Optional<String> readText(byte[] body, String member) throws BadBodyException {
    if (body.length == 0) {
      return Optional.empty();
    }
    String expected = "expected {} or {\"" + member + "\":\"…\"}";
    // Jackson would also take other encodings, and characters that are written longer than they
    // are.
    String json =
        Utf8.decode(body, 0)
            .orElseThrow(() -> new BadBodyException("the body is not UTF-8: " + expected));
    try (JsonParser parser = FACTORY.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, expected);
      Optional<String> text = Optional.empty();
      if (parser.nextToken() != JsonToken.END_OBJECT) {
        require(member.equals(parser.currentName()), expected);
        require(parser.nextToken() == JsonToken.VALUE_STRING, expected);
        text = Optional.of(parser.getText());
        require(parser.nextToken() == JsonToken.END_OBJECT, expected);
      }
      require(parser.nextToken() == null, expected);
      return text;
    } catch (IOException e) {
      throw new BadBodyException("the body is not JSON: " + expected);
    }
  }

  private static void require(boolean isSo, String expected) throws BadBodyException {
    if (!isSo) {
      throw new BadBodyException("the body is not what was expected: " + expected);
    }
  }
}
