package io.hongbao.edge.fuzz;

import io.hongbao.edge.fuzz.Expected.End;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One connection: what is sent, in which pieces, and how it ends.
 *
 * @param number from which all of it follows
 * @param requests in order
 * @param pieces the same bytes as they are sent, or fewer of them
 * @param isAdmin whether it goes to the admin port
 */
record FuzzCase(
    long number,
    List<FuzzRequest> requests,
    List<byte[]> pieces,
    Goodbye goodbye,
    boolean isAdmin) {

  private static final int MAX_REQUESTS = 10;
  private static final int MAX_SHOWN_LETTERS = 6_000;

  private static final Pattern LONG_RUN = Pattern.compile("(.)\\1{30,}");

  /** How the client's side of a connection ends. */
  enum Goodbye {
    /** It says that nothing more comes, and reads to the end. */
    END_SENDING,
    /** It reads what it is owed, and closes. */
    READ_AND_CLOSE,
    /** It closes without reading. */
    CLOSE,
    /** It is gone without a word. */
    RESET
  }

  FuzzCase {
    requests = List.copyOf(requests);
    pieces = List.copyOf(pieces);
  }

  /** Makes the case of this number. */
  static FuzzCase of(long number, CallGrammar calls) {
    FuzzRandom random = new FuzzRandom(number);
    boolean isAdmin = random.chance(3);
    List<FuzzRequest> requests = new ArrayList<>();
    boolean isPlain = true;
    for (int i = random.between(1, MAX_REQUESTS); i > 0; i--) {
      FuzzCall call = isAdmin ? AdminGrammar.next(random) : calls.next(random);
      FuzzRequest request = RequestGrammar.next(call, isPlain, random);
      requests.add(request);
      isPlain &= request.expected().end() == End.STAYS;
    }
    Goodbye goodbye = goodbye(requests, random);
    byte[] all = joined(requests);
    if (random.chance(8)) {
      // The last request is cut, and so nothing is owed to it.
      int last = requests.size() - 1;
      FuzzRequest cut = requests.get(last);
      all = Arrays.copyOf(all, all.length - random.between(1, cut.bytes().length));
      requests.set(last, new FuzzRequest(cut.bytes(), Expected.unclear(Set.of())));
      goodbye = goodbye == Goodbye.READ_AND_CLOSE ? Goodbye.END_SENDING : goodbye;
    }
    return new FuzzCase(number, requests, Pieces.of(all, random), goodbye, isAdmin);
  }

  private static Goodbye goodbye(List<FuzzRequest> requests, FuzzRandom random) {
    int choice = random.below(100);
    if (choice < 5) {
      return Goodbye.RESET;
    }
    if (choice < 12) {
      return Goodbye.CLOSE;
    }
    boolean isOwedAll =
        requests.stream().allMatch(request -> request.expected().end() == End.STAYS);
    return choice < 50 && isOwedAll ? Goodbye.READ_AND_CLOSE : Goodbye.END_SENDING;
  }

  private static byte[] joined(List<FuzzRequest> requests) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    requests.forEach(request -> all.writeBytes(request.bytes()));
    return all.toByteArray();
  }

  /** Up to the first request that leaves it open what comes next. */
  int owedReplies() {
    int owed = 0;
    for (FuzzRequest request : requests) {
      End end = request.expected().end();
      if (end == End.UNCLEAR) {
        return owed;
      }
      owed++;
      if (end != End.STAYS) {
        return owed;
      }
    }
    return owed;
  }

  /** For people. */
  @Override
  public String toString() {
    String sent =
        pieces.stream().map(FuzzCase::shown).collect(Collectors.joining("\n--- next piece\n"));
    String owed =
        requests.stream()
            .map(request -> request.expected().toString())
            .collect(Collectors.joining("\n"));
    return String.format(
        Locale.ROOT,
        "case %d, %s port, then %s%n%s%nexpected:%n%s",
        number,
        isAdmin ? "admin" : "public",
        goodbye,
        sent.length() > MAX_SHOWN_LETTERS ? sent.substring(0, MAX_SHOWN_LETTERS) + "…" : sent,
        owed);
  }

  private static String shown(byte[] bytes) {
    StringBuilder shown = new StringBuilder();
    for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
      if (c == '\r') {
        shown.append("\\r");
      } else if (c == '\n') {
        shown.append("\\n\n");
      } else if (c < ' ' || c > '~') {
        shown.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return LONG_RUN
        .matcher(shown)
        .replaceAll(run -> run.group(1) + "{" + run.group().length() + "}");
  }
}
