package io.hongbao.tickets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.hongbao.tickets.InvalidTicketException.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The members of one of a ticket's two JSON objects, header or claims. Numbers are read as they are
 * written: JWT libraries that read them as int, long or double take 4294967296 for 0 and 1e30 for
 * the past.
 */
final class TicketClaims {

  /** Stands for a time that a ticket does not name. */
  static final long ABSENT = -1;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /** The year 5138. Whatever counts in milliseconds has passed this number in 1973. */
  private static final BigDecimal TIMES_END_SECONDS = BigDecimal.TEN.pow(11);

  /** A faulty value is shown up to here. */
  private static final int MAX_SHOWN_LENGTH = 40;

  private record Member(JsonToken kind, String text) {}

  private final Map<String, Member> members = new HashMap<>();

  private TicketClaims() {}

  /**
   * Reads a JSON object in UTF-8.
   *
   * @param what how messages begin: "the ticket's claims are"
   * @throws InvalidTicketException if it is anything else, or names a member twice
   */
  static TicketClaims read(String what, byte[] json) throws InvalidTicketException {
    TicketClaims claims = new TicketClaims();
    try (JsonParser parser =
        FACTORY.createParser(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed(what + " not a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken kind = parser.nextToken();
        Member member = new Member(kind, kind.isScalarValue() ? parser.getText() : "");
        parser.skipChildren();
        if (claims.members.put(name, member) != null) {
          throw malformed(what + " wrong, naming " + shown(name) + " twice: expected once");
        }
      }
      if (parser.nextToken() != null) {
        throw malformed(what + " more than one JSON object");
      }
      return claims;
    } catch (CharacterCodingException e) {
      throw malformed(what + " not text in UTF-8");
    } catch (IOException e) {
      throw malformed(what + " not JSON");
    }
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  boolean isTrue(String name) {
    return has(name) && members.get(name).kind() == JsonToken.VALUE_TRUE;
  }

  /** A text; empty if the member is absent or null. */
  String text(String name) throws InvalidTicketException {
    Member member = members.get(name);
    if (member == null || member.kind() == JsonToken.VALUE_NULL) {
      return "";
    }
    if (member.kind() != JsonToken.VALUE_STRING) {
      throw badClaim("the ticket's " + name + " is " + kindOf(member) + ": expected a text");
    }
    return member.text();
  }

  /**
   * A time in epoch milliseconds; {@link #ABSENT} if the member is absent or null.
   *
   * @throws InvalidTicketException unless it is a number that can be seconds since 1970
   */
  long timeMillis(String name) throws InvalidTicketException {
    Member member = members.get(name);
    if (member == null || member.kind() == JsonToken.VALUE_NULL) {
      return ABSENT;
    }
    if (!member.kind().isNumeric()) {
      throw badClaim(
          "the ticket's "
              + name
              + " is "
              + kindOf(member)
              + ": expected a number, seconds since 1970");
    }
    BigDecimal seconds;
    try {
      seconds = new BigDecimal(member.text());
    } catch (NumberFormatException e) {
      throw notInSeconds(name, member, "is not a time"); // an exponent beyond an int
    }
    if (seconds.signum() < 0) {
      throw badClaim(
          String.format(
              Locale.ROOT,
              "the ticket's %s is negative, %s: expected seconds since 1970",
              name,
              shown(member.text())));
    }
    if (seconds.compareTo(TIMES_END_SECONDS) >= 0) {
      throw notInSeconds(name, member, "looks like " + unitOf(seconds));
    }
    return seconds.movePointRight(3).longValue();
  }

  /** What counts so far from 1970 until about now. */
  private static String unitOf(BigDecimal count) {
    if (count.compareTo(BigDecimal.TEN.pow(14)) < 0) {
      return "milliseconds";
    }
    if (count.compareTo(BigDecimal.TEN.pow(17)) < 0) {
      return "microseconds";
    }
    return count.compareTo(BigDecimal.TEN.pow(20)) < 0 ? "nanoseconds" : "no time at all";
  }

  private static InvalidTicketException notInSeconds(String name, Member member, String found) {
    return new InvalidTicketException(
        Reason.NOT_IN_SECONDS,
        String.format(
            Locale.ROOT,
            "the ticket's %s, %s, %s: expected seconds since 1970",
            name,
            shown(member.text()),
            found));
  }

  private static String kindOf(Member member) {
    return switch (member.kind()) {
      case VALUE_STRING -> "a text, '" + shown(member.text()) + "'";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number, " + shown(member.text());
      case VALUE_TRUE, VALUE_FALSE -> "a boolean, " + member.text();
      case START_ARRAY -> "an array";
      case START_OBJECT -> "an object";
      default -> "null";
    };
  }

  /** A value of a ticket in a message: of bounded length, and without what could break a line. */
  static String shown(String text) {
    return shown(text, MAX_SHOWN_LENGTH);
  }

  static String shown(String text, int maxLength) {
    String printable = text.replaceAll("[\\p{C}\\u2028\\u2029]", "?");
    return printable.length() <= maxLength ? printable : printable.substring(0, maxLength) + "…";
  }

  private static InvalidTicketException malformed(String message) {
    return new InvalidTicketException(Reason.MALFORMED, message);
  }

  private static InvalidTicketException badClaim(String message) {
    return new InvalidTicketException(Reason.BAD_CLAIM, message);
  }
}
