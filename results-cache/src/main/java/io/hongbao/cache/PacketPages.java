package io.hongbao.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What users hold, on 1,024 pages. A page is one key, a sorted set whose members all have the score
 * 0, so that Redis orders them by their bytes: a user's packets stand together and are found as a
 * range. The same packet again changes nothing.
 *
 * <p>A page carries the <em>mark</em> of the rebuild that wrote it, before anything else of that
 * rebuild, and nobody writes it again. Redis loses keys as a whole, by eviction, expiry, DEL or
 * RENAME, so a page that lost anything has lost its mark; the draw, which adds to it, does not
 * bring the mark back. A page with the mark of the complete epoch therefore holds every packet of
 * its users, and an empty list from it is true. Pages never expire, so a policy of {@code
 * volatile-*} does not touch them.
 */
final class PacketPages {

  /**
   * Some ten thousand packets a page in the largest show; a mark each is all that an empty one
   * costs.
   */
  static final int COUNT = 1_024;

  /** First byte of a mark; below every packet. */
  private static final byte MARK = 0;

  /** First byte of a packet, its version. */
  private static final byte PACKET = 1;

  private static final double SCORE = 0;

  private PacketPages() {}

  static int of(String user) {
    return UserHash.bucket(UserHash.of(user), COUNT);
  }

  /** Sends the command that lists a packet. */
  static RedisFuture<?> add(
      RedisAsyncCommands<byte[], byte[]> commands, String show, String user, HeldPacket packet) {
    return commands.zadd(RedisKeys.packets(of(user)), SCORE, member(show, user, packet));
  }

  /** Sends the commands that begin a page anew for a rebuild. */
  static List<RedisFuture<?>> begin(
      RedisAsyncCommands<byte[], byte[]> commands, int page, String token) {
    byte[] key = RedisKeys.packets(page);
    return List.of(commands.unlink(key), commands.zadd(key, SCORE, mark(page, token)));
  }

  /** The members of a page that are marks. */
  static Range<byte[]> marks() {
    return startingWith(new byte[] {MARK});
  }

  /** The members of a user's page that are this user's packets in a show. */
  static Range<byte[]> packetsOf(String show, String user) {
    return startingWith(prefix(show, user).toBytes());
  }

  /** Whether a page that has these marks holds all that the rebuild wrote to it, and all since. */
  static boolean isWhole(int page, String token, List<byte[]> marks) {
    byte[] expected = mark(page, token);
    return marks.stream().anyMatch(mark -> Arrays.equals(mark, expected));
  }

  /**
   * Reads a user's packets, by packet id.
   *
   * @throws MalformedRecordException if a member is none
   */
  static List<HeldPacket> read(List<byte[]> members) {
    Map<String, HeldPacket> byId = new TreeMap<>(Comparator.naturalOrder());
    for (byte[] member : members) {
      HeldPacket packet = read(member);
      byId.put(packet.packetId(), packet);
    }
    return List.copyOf(byId.values());
  }

  private static HeldPacket read(byte[] member) {
    RecordReader reader = new RecordReader(member).expectVersion("held packet", PACKET);
    reader.readText(); // the show and the user, by whom it was found
    reader.readText();
    HeldPacket packet =
        new HeldPacket(
            reader.readText(), reader.readText(), reader.readText(), reader.readNumber());
    reader.expectEnd();
    return packet;
  }

  private static byte[] member(String show, String user, HeldPacket packet) {
    return prefix(show, user)
        .writeText(packet.packetId())
        .writeText(packet.waveId())
        .writeText(packet.enterpriseId())
        .writeNumber(packet.amountFen())
        .toBytes();
  }

  private static RecordWriter prefix(String show, String user) {
    return new RecordWriter(128).writeByte(PACKET).writeText(show).writeText(user);
  }

  /** Names its page, so that a page that was renamed to another does not pass for that. */
  static byte[] mark(int page, String token) {
    byte[] name = (page + ":" + token).getBytes(UTF_8);
    byte[] mark = new byte[1 + name.length];
    mark[0] = MARK;
    System.arraycopy(name, 0, mark, 1, name.length);
    return mark;
  }

  /** No prefix of ours ends with the byte 255, neither as UTF-8 nor as a length. */
  private static Range<byte[]> startingWith(byte[] prefix) {
    byte[] end = prefix.clone();
    end[end.length - 1]++;
    return Range.from(Range.Boundary.including(prefix), Range.Boundary.excluding(end));
  }
}
