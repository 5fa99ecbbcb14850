package io.hongbao.edge.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies in chunks, as RFC 9112 allows them and otherwise. Stateless. */
final class ChunkGrammar {

  private static final List<String> EXTENSIONS = List.of("", "", "", ";a", ";a=b", ";a=\"b c\"");
  private static final List<String> TRAILERS =
      List.of("", "", "", "X-Sum: 1\r\n", "X-Sum: 1\r\nX-More:\r\n");
  private static final List<String> UNLIKE_SIZES =
      List.of(
          "", " ", "g", "-1", "0x5", "ffffffffffffffff", "7fffffffffffffff", "5 5", "+5", "\u0000");

  private ChunkGrammar() {}

  static byte[] chunks(byte[] body, FuzzRandom random) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length) {
      int length = random.between(1, body.length - at);
      write(chunks, size(length, random) + random.pick(EXTENSIONS) + "\r\n");
      chunks.write(body, at, length);
      write(chunks, "\r\n");
      at += length;
    }
    write(chunks, "0" + random.pick(EXTENSIONS) + "\r\n" + random.pick(TRAILERS) + "\r\n");
    return chunks.toByteArray();
  }

  private static String size(int length, FuzzRandom random) {
    String digits = Integer.toHexString(length);
    return random.chance(20) ? "000" + digits : digits;
  }

  /** One chunk is not as it should be. */
  static byte[] malformed(byte[] body, FuzzRandom random) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    String digits = Integer.toHexString(body.length);
    switch (random.below(5)) {
      case 0 -> write(chunks, random.pick(UNLIKE_SIZES) + "\r\n");
      case 1 -> write(chunks, digits + "\n");
      case 2 -> write(chunks, digits + ";" + "x".repeat(random.between(100, 10_000)) + "\r\n");
      case 3 -> write(chunks, Integer.toHexString(body.length + random.between(1, 9)) + "\r\n");
      default -> write(chunks, digits + "\r\n");
    }
    chunks.writeBytes(body);
    write(chunks, random.pick("\r\n", "\n", "", "x\r\n", "\r\r\n"));
    write(chunks, random.pick("0\r\n\r\n", "0\n\n", "0\r\nX\r\n\r\n", "0\r\n: a\r\n\r\n", "", "z"));
    return chunks.toByteArray();
  }

  private static void write(ByteArrayOutputStream to, String text) {
    to.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
