package io.hongbao.edge.fuzz;

import static io.hongbao.edge.fuzz.LiveFrame.BINARY;
import static io.hongbao.edge.fuzz.LiveFrame.CLOSE;
import static io.hongbao.edge.fuzz.LiveFrame.CONTINUATION;
import static io.hongbao.edge.fuzz.LiveFrame.FIN;
import static io.hongbao.edge.fuzz.LiveFrame.PING;
import static io.hongbao.edge.fuzz.LiveFrame.PONG;
import static io.hongbao.edge.fuzz.LiveFrame.TEXT;

import io.hongbao.edge.fuzz.LiveFrame.Owed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Frames of a phone whose ticket is valid, and frames that end a connection. Stateless. */
final class LiveGrammar {

  private static final int MAX_MESSAGE_BYTES = 1_024;
  private static final int MAX_CONTROL_BYTES = 125;
  private static final int MASKED = 0x80;

  private static final List<String> UNLIKE_MESSAGES =
      List.of(
          "",
          " ",
          "{",
          "[]",
          "null",
          "7",
          "{}",
          "{\"shake\":null}",
          "{\"shake\":[]}",
          "{\"shake\":{\"shakeId\":7}}",
          "{\"shake\":{\"shakeId\":\"first\"}}",
          "{\"shake\":{\"shakeId\":\"first-1\",\"more\":1}}",
          "{\"shake\":{\"other\":\"first-1\"}}",
          "{\"shake\":{}}{\"shake\":{}}",
          "{\"shake\":{},\"packets\":{}}",
          "{\"packets\":[]}",
          "{\"packets\":{\"a\":1}}",
          "{\"claim\":\"p\"}",
          "{\"Shake\":{}}",
          "{\"\":{}}",
          "{\"ticket\":7}",
          "{\"show\":{}}",
          "{'shake':{}}",
          "\u0000",
          "{\"shake\":{\"shakeId\":\"\\ud83e-1\"}}");

  private LiveGrammar() {}

  /** A message, or a control frame, after which the connection stays open. */
  static List<LiveFrame> next(String user, boolean mayBeBad, FuzzRandom random) {
    return switch (random.below(20)) {
      case 0, 1, 2, 3 -> message("{\"shake\":{}}", Owed.SHAKE, random);
      case 4, 5, 6 -> message(shake(user, random), Owed.SHAKE, random);
      case 7, 8, 9 -> message(spaced("{\"packets\":{}}", random), Owed.PACKETS, random);
      case 10 -> message("{\"claim\":{\"packetId\":\"p\",\"token\":\"t\"}}", Owed.CLAIM, random);
      case 11, 12, 13, 14 -> List.of(ping(random));
      case 15, 16 ->
          List.of(
              LiveFrame.of(
                  LiveFrame.encoded(FIN | PONG, random.bytes(0, MAX_CONTROL_BYTES), mask(random)),
                  Owed.NOTHING));
      default ->
          mayBeBad
              ? message(random.pick(UNLIKE_MESSAGES), Owed.PROBLEM, random)
              : message("{\"shake\":{}}", Owed.SHAKE, random);
    };
  }

  static LiveFrame ping(FuzzRandom random) {
    return LiveFrame.ping(random.bytes(0, MAX_CONTROL_BYTES), mask(random));
  }

  private static String shake(String user, FuzzRandom random) {
    long turn = BodyGrammar.turnOf(user);
    String shakeId =
        switch (random.below(5)) {
          case 0 -> "first-" + random.between(0, (int) turn);
          case 1 -> "first-" + (turn + random.between(1, 20));
          case 2 -> random.word(1, 20) + "z-" + random.below(100);
          default -> "first-" + (turn - random.below(3));
        };
    return spaced("{\"shake\":{\"shakeId\":\"" + shakeId + "\"}}", random);
  }

  private static String spaced(String json, FuzzRandom random) {
    return random.chance(70)
        ? json
        : json.replace(":", " :\n ") + " ".repeat(random.below(MAX_MESSAGE_BYTES - 150));
  }

  static int mask(FuzzRandom random) {
    return random.chance(20) ? 0 : (int) random.anyLong();
  }

  /** A text in one frame, or in fragments with pings between them. */
  static List<LiveFrame> message(String text, Owed owed, FuzzRandom random) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    if (random.chance(70)) {
      return List.of(LiveFrame.of(LiveFrame.encoded(FIN | TEXT, payload, mask(random)), owed));
    }
    List<LiveFrame> frames = new ArrayList<>();
    int at = 0;
    int opcode = TEXT;
    while (true) {
      int length = random.between(0, payload.length - at);
      boolean isLast = at + length == payload.length;
      byte[] part = ByteBuffer.allocate(length).put(payload, at, length).array();
      frames.add(
          LiveFrame.of(
              LiveFrame.encoded(isLast ? FIN | opcode : opcode, part, mask(random)),
              isLast ? owed : Owed.NOTHING));
      if (isLast) {
        return frames;
      }
      at += length;
      opcode = CONTINUATION;
      if (random.chance(20)) {
        frames.add(ping(random));
      }
      if (frames.size() > 5) {
        byte[] rest =
            ByteBuffer.allocate(payload.length - at).put(payload, at, payload.length - at).array();
        frames.add(LiveFrame.of(LiveFrame.encoded(FIN | opcode, rest, mask(random)), owed));
        return frames;
      }
    }
  }

  /** A frame that no edge takes, or the phone's own goodbye. */
  static List<LiveFrame> last(FuzzRandom random) {
    byte[] small = random.bytes(0, MAX_CONTROL_BYTES);
    int mask = mask(random);
    return switch (random.below(18)) {
      case 0 -> one(1002, encoded(FIN | (random.between(1, 7) << 4) | TEXT, small, mask));
      case 1 -> one(1002, encoded(FIN | random.between(3, 7), small, mask));
      case 2 -> one(1002, encoded(FIN | random.between(11, 15), small, mask));
      case 3 -> one(1002, LiveFrame.encoded(FIN | TEXT, small.length, small.length, small, 0));
      case 4 -> one(1002, encoded(random.between(CLOSE, PONG), small, mask));
      case 5 -> one(1002, encoded(FIN | PING, random.bytes(126, 300), mask));
      case 6 -> one(1002, LiveFrame.encoded(FIN | TEXT, MASKED | 126, small.length, small, mask));
      case 7 ->
          List.of(
              LiveFrame.closing(
                  LiveFrame.encoded(FIN | TEXT, MASKED | 127, random.anyLong(), small, mask),
                  1002,
                  1009));
      case 8 -> one(1009, encoded(FIN | TEXT, random.bytes(1_025, 3_000), mask));
      case 9 -> one(1009, LiveFrame.encoded(TEXT, MASKED | 126, 0xffff, small, mask));
      case 10 -> tooManyFragments(random);
      case 11 -> one(1003, encoded(FIN | BINARY, small, mask));
      case 12 -> one(1007, encoded(FIN | TEXT, notUtf8(random), mask));
      case 13 -> one(1002, encoded(FIN | CONTINUATION, small, mask));
      case 14 ->
          List.of(
              LiveFrame.of(encoded(TEXT, new byte[] {'{'}, mask), Owed.NOTHING),
              LiveFrame.closing(encoded(FIN | TEXT, new byte[] {'}'}, mask), 1002));
      case 15 -> one(1002, badClose(random));
      case 16 -> List.of(LiveFrame.of(random.bytes(1, 2_000), Owed.UNCLEAR));
      default -> List.of(LiveFrame.closing(close(random), 1000));
    };
  }

  private static List<LiveFrame> tooManyFragments(FuzzRandom random) {
    List<LiveFrame> frames = new ArrayList<>();
    int opcode = TEXT;
    int left = MAX_MESSAGE_BYTES;
    while (left > 0) {
      int length = Math.min(left, random.between(100, 400));
      byte[] part = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
      frames.add(LiveFrame.of(encoded(opcode, part, mask(random)), Owed.NOTHING));
      left -= length;
      opcode = CONTINUATION;
    }
    frames.add(LiveFrame.closing(encoded(CONTINUATION, new byte[1], mask(random)), 1009));
    return frames;
  }

  private static List<LiveFrame> one(int code, byte[] bytes) {
    return List.of(LiveFrame.closing(bytes, code));
  }

  private static byte[] encoded(int first, byte[] payload, int mask) {
    return LiveFrame.encoded(first, payload, mask);
  }

  private static byte[] notUtf8(FuzzRandom random) {
    String bad =
        random.pick(
            "\u00ff",
            "\u00c3(",
            "\u00ed\u00a0\u0080",
            "\u00c0\u00af",
            "\u0080",
            "\u00f4\u0090\u0080\u0080",
            "\u00f0\u009f\u00a7");
    return ("{\"shake\":{}}" + bad).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A goodbye, with a code or without, with words or without. */
  private static byte[] close(FuzzRandom random) {
    if (random.chance(30)) {
      return encoded(FIN | CLOSE, new byte[0], mask(random));
    }
    return encoded(FIN | CLOSE, closePayload(1_000, random.word(0, 100)), mask(random));
  }

  private static byte[] badClose(FuzzRandom random) {
    byte[] payload =
        switch (random.below(3)) {
          case 0 -> new byte[] {3};
          case 1 ->
              closePayload(random.pick(List.of(0, 999, 1004, 1005, 1006, 1015, 2999, 5000)), "");
          default -> closePayload(0xffff, "bye");
        };
    return encoded(FIN | CLOSE, payload, mask(random));
  }

  private static byte[] closePayload(int code, String words) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.write(code >> 8);
    payload.write(code);
    payload.writeBytes(words.getBytes(StandardCharsets.US_ASCII));
    return payload.toByteArray();
  }
}
