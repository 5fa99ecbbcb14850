package io.hongbao.edge.fuzz;

import io.hongbao.edge.fuzz.LiveFrame.Owed;
import io.hongbao.edge.fuzz.TicketGrammar.FuzzTicket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One long connection: its upgrade, its frames, and how it ends.
 *
 * @param number from which all of it follows
 * @param statuses of the reply to the upgrade, one of these
 * @param frames none unless the upgrade is taken
 * @param isEager whether the frames do not wait for that reply
 * @param pieces of the frames, as they are sent
 */
record LiveCase(
    long number,
    String upgrade,
    Set<Integer> statuses,
    List<LiveFrame> frames,
    boolean isEager,
    List<byte[]> pieces,
    Goodbye goodbye) {

  private static final int MAX_MESSAGES = 25;
  private static final int MAX_BAD_MESSAGES = 3;
  private static final Set<Integer> TAKEN = Set.of(101);
  private static final Set<Integer> NO_UPGRADE = Set.of(400, 403, 405, 426);

  private static final List<String> HEADERS =
      List.of(
          "Host: gala.example",
          "Connection: keep-alive, Upgrade",
          "Upgrade: WebSocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

  private static final List<String> MORE_HEADERS =
      List.of(
          "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
          "Sec-WebSocket-Protocol: chat, superchat",
          "Origin: https://gala.example",
          "Cookie: a=b",
          "X-Forwarded-For: 192.0.2.7");

  private static final List<String> WRONG_HEADERS =
      List.of(
          "Sec-WebSocket-Version: 8",
          "Sec-WebSocket-Version: x",
          "Sec-WebSocket-Key: ",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZQ==",
          "Sec-WebSocket-Key: ====",
          "Connection: keep-alive",
          "Upgrade: h2c");

  /** How a connection ends. */
  enum Goodbye {
    /** The phone closes once it has heard all that it is owed. */
    POLITE,
    /** The last frame ends it. */
    BY_LAST_FRAME,
    /** The phone says that nothing more comes, in TCP's way. */
    END_SENDING,
    /** It is gone without a word. */
    RESET
  }

  LiveCase {
    statuses = Set.copyOf(statuses);
    frames = List.copyOf(frames);
    pieces = List.copyOf(pieces);
  }

  /** Makes the case of this number. */
  static LiveCase of(long number, TicketGrammar tickets) {
    FuzzRandom random = new FuzzRandom(number);
    FuzzTicket ticket = tickets.next(random);
    if (random.chance(8)) {
      return refused(number, ticket, random);
    }
    boolean isInHeader = random.chance(40);
    List<String> headers = headers(random);
    if (isInHeader) {
      headers.add("Authorization: " + ticket.header());
    }
    if (isInHeader && !ticket.isValid()) {
      return new LiveCase(
          number, head("GET", headers), Set.of(401), List.of(), false, List.of(), Goodbye.POLITE);
    }
    List<LiveFrame> frames = new ArrayList<>();
    Goodbye goodbye = Goodbye.BY_LAST_FRAME;
    while (random.chance(20)) {
      frames.add(LiveGrammar.ping(random));
    }
    if (ticket.isValid()) {
      if (!isInHeader) {
        frames.addAll(showing(ticket, Owed.NOTHING, random));
      }
      goodbye = talk(ticket, frames, random);
    } else {
      frames.add(refusedFirst(ticket, random));
    }
    return new LiveCase(
        number,
        head("GET", headers),
        TAKEN,
        frames,
        random.chance(20),
        Pieces.of(frames.stream().map(LiveFrame::bytes).toList(), random),
        goodbye);
  }

  private static Goodbye talk(FuzzTicket ticket, List<LiveFrame> frames, FuzzRandom random) {
    int bad = 0;
    for (int i = random.between(0, MAX_MESSAGES); i > 0; i--) {
      List<LiveFrame> next = LiveGrammar.next(ticket.user(), bad < MAX_BAD_MESSAGES, random);
      frames.addAll(next);
      bad += next.get(next.size() - 1).owed() == Owed.PROBLEM ? 1 : 0;
    }
    if (random.chance(10)) {
      frames.addAll(showing(ticket, Owed.NOTHING, random));
    }
    int choice = random.below(100);
    if (choice < 45) {
      frames.addAll(LiveGrammar.last(random));
      return Goodbye.BY_LAST_FRAME;
    }
    return choice < 85 ? Goodbye.POLITE : choice < 93 ? Goodbye.END_SENDING : Goodbye.RESET;
  }

  private static List<LiveFrame> showing(FuzzTicket ticket, Owed owed, FuzzRandom random) {
    return LiveGrammar.message("{\"ticket\":\"" + ticket.text() + "\"}", owed, random);
  }

  /** A ticket that is not valid, or something else where a ticket is due. */
  private static LiveFrame refusedFirst(FuzzTicket ticket, FuzzRandom random) {
    String text =
        random.pick(
            "{\"ticket\":\"" + ticket.text() + "\"}",
            "{\"shake\":{}}",
            "{\"packets\":{}}",
            "{}",
            "x");
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    int mask = LiveGrammar.mask(random);
    return LiveFrame.closing(
        LiveFrame.encoded(LiveFrame.FIN | LiveFrame.TEXT, payload, mask), 1008, 1009);
  }

  private static LiveCase refused(long number, FuzzTicket ticket, FuzzRandom random) {
    List<String> headers = headers(random);
    if (ticket.isValid()) {
      headers.add("Authorization: " + ticket.header());
    }
    String method = "GET";
    if (random.chance(20)) {
      method = random.pick("POST", "PUT");
      headers.add("Content-Length: 0");
    } else if (random.chance(20)) {
      headers.add("Origin: https://evil.example");
      headers.removeIf(line -> line.contains("https://gala.example"));
    } else {
      String wrong = random.pick(WRONG_HEADERS);
      headers.removeIf(line -> line.startsWith(wrong.substring(0, wrong.indexOf(':') + 1)));
      if (random.chance(70)) {
        headers.add(wrong);
      }
    }
    return new LiveCase(
        number, head(method, headers), NO_UPGRADE, List.of(), false, List.of(), Goodbye.POLITE);
  }

  private static List<String> headers(FuzzRandom random) {
    List<String> headers = new ArrayList<>(HEADERS);
    if (random.chance(30)) {
      headers.add(random.pick(MORE_HEADERS));
    }
    return headers;
  }

  private static String head(String method, List<String> headers) {
    return method + " /v1/live HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  /** What the frames owe, of a kind. */
  long owed(Owed owed) {
    return frames.stream().filter(frame -> frame.owed() == owed).count();
  }

  /** The codes with which the edge closes, whoever began; empty if nobody knows. */
  Set<Integer> closeCodes() {
    if (goodbye == Goodbye.POLITE) {
      return Set.of(1000);
    }
    return frames.isEmpty() ? Set.of() : frames.get(frames.size() - 1).closeCodes();
  }

  /** For people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "case %d, %s%n%s, expecting %s%n%s",
        number,
        goodbye,
        upgrade,
        statuses,
        frames.stream().map(LiveCase::shown).collect(Collectors.joining("\n")));
  }

  private static String shown(LiveFrame frame) {
    StringBuilder hex = new StringBuilder();
    byte[] bytes = frame.bytes();
    for (int i = 0; i < Math.min(bytes.length, 200); i++) {
      hex.append(Character.forDigit((bytes[i] >> 4) & 15, 16));
      hex.append(Character.forDigit(bytes[i] & 15, 16));
    }
    return String.format(
        Locale.ROOT, "%s %s (%d bytes) %s", frame.owed(), frame.closeCodes(), bytes.length, hex);
  }
}
