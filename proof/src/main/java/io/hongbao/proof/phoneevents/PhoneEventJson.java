package io.hongbao.proof.phoneevents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneEvent.ClaimEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.PacketListEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * One event as one line:
 *
 * <pre>
 * {"t":1801917000000,"show":"gala","user":"u1","shakeId":"first-17","event":"ack"}
 * {"t":…,"show":"gala","user":"u1","shakeId":"first-17","event":"answer","result":"PACKET",
 *  "packetId":"gala.3.2.0","enterprise":"cola","amountFen":188}
 * </pre>
 *
 * A LIMITED answer has {@code reason}, a GREETING has {@code greeting}: its id. A list of packets:
 *
 * <pre>
 * {"t":1801917000000,"show":"gala","user":"u1","event":"packets","askedAt":1801916999990,
 *  "packets":["gala.3.2.0"]}
 * </pre>
 *
 * A claim:
 *
 * <pre>
 * {"t":1801917000000,"show":"gala","user":"u1","event":"claim","packetId":"gala.3.2.0",
 *  "state":"CLAIMED"}
 * </pre>
 */
public final class PhoneEventJson {

  private static final String ACKNOWLEDGED = "ack";
  private static final String ANSWERED = "answer";
  private static final String PACKETS = "packets";
  private static final String CLAIM = "claim";
  private static final JsonFactory JSON = new JsonFactoryBuilder().rootValueSeparator("").build();

  private PhoneEventJson() {}

  static JsonGenerator generator(OutputStream out) throws IOException {
    return JSON.createGenerator(out);
  }

  /** One event as a line in bytes, to be put down and read back. */
  public static byte[] encode(ShakeEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
    try (JsonGenerator json = generator(bytes)) {
      write(json, event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads back what {@link #encode} gave.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ShakeEvent decode(byte[] line) {
    try {
      return (ShakeEvent) read(new String(line, StandardCharsets.UTF_8));
    } catch (IOException | ClassCastException e) {
      throw new IllegalArgumentException("expected an event of a shake: " + e.getMessage(), e);
    }
  }

  static void write(JsonGenerator to, PhoneEvent event) throws IOException {
    to.writeStartObject();
    to.writeNumberField("t", event.heardAtMillis());
    to.writeStringField("show", event.show());
    to.writeStringField("user", event.user());
    if (event instanceof ShakeEvent.Answered answered) {
      to.writeStringField("shakeId", answered.shakeId().toString());
      to.writeStringField("event", ANSWERED);
      writeAnswer(to, answered.answer());
    } else if (event instanceof ShakeEvent.Acknowledged acknowledged) {
      to.writeStringField("shakeId", acknowledged.shakeId().toString());
      to.writeStringField("event", ACKNOWLEDGED);
    } else if (event instanceof PacketListEvent packetList) {
      to.writeStringField("event", PACKETS);
      writePackets(to, packetList);
    } else if (event instanceof ClaimEvent claim) {
      to.writeStringField("event", CLAIM);
      to.writeStringField("packetId", claim.packetId());
      to.writeStringField("state", claim.state());
    }
    to.writeEndObject();
    to.writeRaw('\n');
  }

  private static void writePackets(JsonGenerator to, PacketListEvent packetList)
      throws IOException {
    to.writeNumberField("askedAt", packetList.askedAtMillis());
    to.writeArrayFieldStart("packets");
    for (String packetId : packetList.packetIds()) {
      to.writeString(packetId);
    }
    to.writeEndArray();
  }

  private static void writeAnswer(JsonGenerator to, PhoneAnswer answer) throws IOException {
    to.writeStringField("result", answer.result().name());
    Outcome outcome = answer.outcome().orElse(Outcome.MISS);
    if (outcome instanceof Outcome.Packet packet) {
      to.writeStringField("packetId", packet.packetId());
      to.writeStringField("enterprise", packet.enterpriseId());
      to.writeNumberField("amountFen", packet.amountFen());
    } else if (outcome instanceof Outcome.Greeting greeting) {
      to.writeStringField("greeting", greeting.greetingId());
    } else if (outcome instanceof Outcome.Limited limited) {
      to.writeStringField("reason", limited.reason().name());
    }
  }

  /**
   * Reads a line.
   *
   * @throws IOException if it is no JSON
   * @throws IllegalArgumentException if it is no event
   */
  static PhoneEvent read(String line) throws IOException {
    long heardAtMillis = 0;
    String show = null;
    String user = null;
    String shakeId = null;
    String event = null;
    String packetId = null;
    String state = null;
    long askedAtMillis = 0;
    Set<String> packetIds = Set.of();
    AnswerFields answer = new AnswerFields();
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("expected one JSON object a line");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "t" -> heardAtMillis = parser.getLongValue();
          case "show" -> show = parser.getText();
          case "user" -> user = parser.getText();
          case "shakeId" -> shakeId = parser.getText();
          case "event" -> event = parser.getText();
          case "result" -> answer.result(parser.getText());
          case "packetId" -> {
            packetId = parser.getText();
            answer.packetId(packetId);
          }
          case "state" -> state = parser.getText();
          case "enterprise" -> answer.enterpriseId(parser.getText());
          case "amountFen" -> answer.amountFen(parser.getLongValue());
          case "reason" -> answer.reason(parser.getText());
          case "askedAt" -> askedAtMillis = parser.getLongValue();
          case "packets" -> packetIds = readTexts(parser);
          case "greeting" -> answer.greetingId(parser.getText());
          default -> parser.skipChildren();
        }
      }
    }
    if (show == null || user == null || event == null) {
      throw new IllegalArgumentException("expected show, user and event");
    }
    return switch (event) {
      case ACKNOWLEDGED ->
          new ShakeEvent.Acknowledged(heardAtMillis, show, user, required(shakeId));
      case ANSWERED ->
          new ShakeEvent.Answered(heardAtMillis, show, user, required(shakeId), answer.toAnswer());
      case PACKETS -> new PacketListEvent(heardAtMillis, show, user, askedAtMillis, packetIds);
      case CLAIM -> {
        if (packetId == null || state == null) {
          throw new IllegalArgumentException("expected packetId and state");
        }
        yield new ClaimEvent(heardAtMillis, show, user, packetId, state);
      }
      default ->
          throw new IllegalArgumentException(
              "event '" + event + "': expected ack, answer, packets or claim");
    };
  }

  private static ShakeId required(String shakeId) {
    if (shakeId == null) {
      throw new IllegalArgumentException("expected shakeId");
    }
    return ShakeId.parse(shakeId);
  }

  private static Set<String> readTexts(JsonParser parser) throws IOException {
    Set<String> texts = new HashSet<>();
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      texts.add(parser.getText());
    }
    return texts;
  }
}
