package io.hongbao.cache;

import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Arrays;
import java.util.List;

/**
 * The mark of a page. A page is one key, a sorted set whose members all have the score 0, so that
 * Redis orders them by their bytes, and members that begin alike are found as a range.
 *
 * <p>A page carries the mark of the rebuild that wrote it, before anything else of that rebuild,
 * and nobody writes it again. Redis loses keys as a whole, by eviction, expiry, DEL or RENAME, so a
 * page that lost anything has lost its mark; jobs, which add to it, do not bring the mark back. A
 * page with the mark of the complete epoch therefore holds all that belongs on it, and what it does
 * not hold is not there. Pages never expire, so a policy of {@code volatile-*} does not touch them.
 */
final class PageMark {

  static final double SCORE = 0;

  /** First byte of a mark; below every other member. */
  private static final byte MARK = 0;

  private PageMark() {}

  /** Sends the commands that begin a page anew for a rebuild. */
  static List<RedisFuture<?>> begin(
      RedisAsyncCommands<byte[], byte[]> commands, byte[] page, String token) {
    return List.of(commands.unlink(page), commands.zadd(page, SCORE, of(page, token)));
  }

  /** The members of a page that are marks. */
  static Range<byte[]> marks() {
    return startingWith(new byte[] {MARK});
  }

  /** Whether a page that has these marks holds all that the rebuild wrote to it, and all since. */
  static boolean isWhole(byte[] page, String token, List<byte[]> marks) {
    byte[] expected = of(page, token);
    return marks.stream().anyMatch(mark -> Arrays.equals(mark, expected));
  }

  /** Names its page, so that a page that was renamed to another does not pass for that. */
  static byte[] of(byte[] page, String token) {
    byte[] name = RedisKeys.join(page, token);
    byte[] mark = new byte[1 + name.length];
    mark[0] = MARK;
    System.arraycopy(name, 0, mark, 1, name.length);
    return mark;
  }

  /** The members that begin with these bytes; the last one must not be 255. */
  static Range<byte[]> startingWith(byte[] prefix) {
    byte[] end = prefix.clone();
    end[end.length - 1]++;
    return Range.from(Range.Boundary.including(prefix), Range.Boundary.excluding(end));
  }
}
