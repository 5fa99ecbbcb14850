package io.hongbao.edge.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.edge.fuzz.LiveFrame.Owed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the edge has said on a long connection, held against what it owes. For one thread. */
final class LiveHeard {

  private static final Set<String> MEMBERS =
      Set.of("show", "accepted", "answer", "packets", "problem");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NO_CODE = 1005;

  private final LiveCase live;
  private final Map<Owed, Long> owed = new EnumMap<>(Owed.class);
  private final Deque<byte[]> pings = new ArrayDeque<>();
  private final boolean isUnclear;
  private int closeCode;

  LiveHeard(LiveCase live) {
    this.live = live;
    for (Owed each : Owed.values()) {
      owed.put(each, live.owed(each));
    }
    live.frames().stream()
        .filter(frame -> frame.owed() == Owed.PONG)
        .forEach(frame -> pings.add(frame.payload()));
    isUnclear = live.owed(Owed.UNCLEAR) > 0;
  }

  /** Whether every message has its reply, and every ping. */
  boolean hasAll() {
    return pings.isEmpty()
        && owed.get(Owed.SHAKE) == 0
        && owed.get(Owed.PACKETS) == 0
        && owed.get(Owed.CLAIM) == 0
        && owed.get(Owed.PROBLEM) == 0;
  }

  boolean isClosed() {
    return closeCode != 0;
  }

  /** What is still owed. */
  String missing() {
    return owed + ", " + pings.size() + " pongs";
  }

  /** Takes a frame; says what is wrong with it, if anything is. */
  Optional<String> hear(int opcode, byte[] payload) {
    if (isClosed()) {
      return Optional.of("a frame after the close: " + opcode);
    }
    return switch (opcode) {
      case LiveFrame.TEXT -> message(payload);
      case LiveFrame.PONG -> pong(payload);
      case LiveFrame.CLOSE -> close(payload);
      case LiveFrame.PING -> Optional.empty();
      default -> Optional.of("opcode " + opcode);
    };
  }

  private Optional<String> pong(byte[] payload) {
    byte[] ping = pings.poll();
    return isUnclear || (ping != null && Arrays.equals(ping, payload))
        ? Optional.empty()
        : Optional.of("a pong that no ping asked for, or not now");
  }

  private Optional<String> close(byte[] payload) {
    closeCode = payload.length < 2 ? NO_CODE : ByteBuffer.wrap(payload).getShort() & 0xffff;
    Set<Integer> expected = live.closeCodes();
    return isUnclear || expected.contains(closeCode)
        ? Optional.empty()
        : Optional.of("closed with " + closeCode + ", expected one of " + expected);
  }

  private Optional<String> message(byte[] payload) {
    JsonNode message;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
      message = JSON.readTree(text);
    } catch (CharacterCodingException e) {
      return Optional.of("a text that is not UTF-8");
    } catch (IOException e) {
      return Optional.of("a text that is not JSON");
    }
    String member = message.fieldNames().hasNext() ? message.fieldNames().next() : "";
    if (!MEMBERS.contains(member)) {
      return Optional.of("a message of an unknown kind: " + message);
    }
    return switch (member) {
      case "answer" -> message.has("recalled") ? Optional.empty() : pay(Owed.SHAKE, message);
      case "packets" -> pay(Owed.PACKETS, message);
      case "problem" -> problem(message.get(member));
      default -> Optional.empty();
    };
  }

  private Optional<String> problem(JsonNode problem) {
    int status = problem.path("status").asInt();
    boolean isWhole =
        status >= 400
            && (status < 500 || status == 501 || status == 503)
            && !problem.path("title").asText().isEmpty()
            && !problem.path("detail").asText().isEmpty();
    boolean isLater = status == 429 || status == 503;
    if (!isWhole || (isLater && !problem.path("retryAfterMs").isNumber())) {
      return Optional.of("no problem that may be: " + problem);
    }
    return switch (problem.path("call").asText()) {
      case "shake" -> pay(Owed.SHAKE, problem);
      case "packets" -> pay(Owed.PACKETS, problem);
      case "claim" -> pay(Owed.CLAIM, problem);
      case "message" -> isToBeClosed() ? Optional.empty() : pay(Owed.PROBLEM, problem);
      default -> Optional.empty();
    };
  }

  /** Without a ticket the same frame has a problem and the close for a reply. */
  private boolean isToBeClosed() {
    return live.owed(Owed.CLOSE) > 0;
  }

  private Optional<String> pay(Owed kind, JsonNode message) {
    long left = owed.merge(kind, -1L, Long::sum);
    return left < 0 && !isUnclear
        ? Optional.of("a reply to nothing: " + message)
        : Optional.empty();
  }
}
