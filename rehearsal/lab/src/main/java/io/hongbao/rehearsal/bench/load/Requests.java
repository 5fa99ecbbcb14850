package io.hongbao.rehearsal.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * The requests of many users, written out beforehand into one piece of memory outside the heap, so
 * that sending one copies nothing. For one thread.
 */
public final class Requests {

  private static final int MORE_THAN_THE_LAST = 32;

  private final ByteBuffer all;
  private final int[] startsAt;

  private Requests(ByteBuffer all, int[] startsAt) {
    this.all = all;
    this.startsAt = startsAt;
  }

  /**
   * Writes out a shake for each user, as the audience's page sends it.
   *
   * @param authority host and port
   * @param prefer the value of a Prefer header; empty for none
   * @param tickets by user, from 0
   */
  public static Requests shakes(
      int users, String authority, String prefer, IntFunction<String> tickets) {
    byte[] head =
        ascii(
            "POST /v1/shakes HTTP/1.1\r\nHost: "
                + authority
                + (prefer.isEmpty() ? "" : "\r\nPrefer: " + prefer)
                + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                + "Authorization: Bearer ");
    byte[] tail = ascii("\r\n\r\n{}");
    // All tickets are as long as the last user's, or a little shorter.
    int each = head.length + tickets.apply(users - 1).length() + 8 + tail.length;
    ByteBuffer all = ByteBuffer.allocateDirect(Math.multiplyExact(users, each));
    int[] startsAt = new int[users + 1];
    for (int user = 0; user < users; user++) {
      all.put(head).put(ascii(tickets.apply(user))).put(tail);
      startsAt[user + 1] = all.position();
    }
    return new Requests(all, startsAt);
  }

  /**
   * Writes out one request after the other.
   *
   * @param requests by number, from 0, in ASCII; none is longer than the last by more than a few
   *     characters
   */
  public static Requests of(int count, IntFunction<String> requests) {
    int each = requests.apply(count - 1).length() + MORE_THAN_THE_LAST;
    ByteBuffer all = ByteBuffer.allocateDirect(Math.multiplyExact(count, each));
    int[] startsAt = new int[count + 1];
    for (int request = 0; request < count; request++) {
      all.put(ascii(requests.apply(request)));
      startsAt[request + 1] = all.position();
    }
    return new Requests(all, startsAt);
  }

  /** The same frame over the WebSocket of each user. */
  static Requests liveShakes(int users) {
    byte[] shake = LiveFrames.shake();
    ByteBuffer all = ByteBuffer.allocateDirect(Math.multiplyExact(users, shake.length));
    int[] startsAt = new int[users + 1];
    for (int user = 0; user < users; user++) {
      all.put(shake);
      startsAt[user + 1] = all.position();
    }
    return new Requests(all, startsAt);
  }

  public int users() {
    return startsAt.length - 1;
  }

  /** The bytes of one user's request, until the next call. */
  ByteBuffer of(int user) {
    return all.limit(startsAt[user + 1]).position(startsAt[user]);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
