package io.hongbao.cache;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyStateCodec;
import io.hongbao.wire.records.RecordWriter;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where packets stand, on 1,024 pages that have a {@link PageMark}. A member is a packet's id, then
 * the offset of the record that it stands after, then its state. So of a packet the last member is
 * the newest, whatever order they were written in and without a script: a write adds its own and
 * takes away those below it, and one that comes late stays below. It goes when a newer one, or the
 * newest once more, is written.
 */
final class StandingPages {

  static final int COUNT = PacketPages.COUNT;

  /** First byte of a standing, its version. */
  private static final byte STANDING = 1;

  private static final Limit ONE = Limit.from(1);

  private StandingPages() {}

  static byte[] pageOf(String packetId) {
    return RedisKeys.standings(UserHash.bucket(UserHash.of(packetId), COUNT));
  }

  /** Sends the commands that write where a packet stands. */
  static List<RedisFuture<?>> write(
      RedisAsyncCommands<byte[], byte[]> commands, PacketStanding standing) {
    byte[] page = pageOf(standing.packetId());
    byte[] prefix = prefix(standing.packetId());
    byte[] upTo = new RecordWriter(64).writeBits(standing.offset()).toBytes();
    byte[] own = join(prefix, upTo);
    byte[] member = join(own, MoneyStateCodec.encode(standing.state()));
    return List.of(
        commands.zadd(page, PageMark.SCORE, member),
        commands.zremrangebylex(
            page, Range.from(Range.Boundary.including(prefix), Range.Boundary.excluding(own))));
  }

  /** Sends the command that finds the newest standing of a packet. */
  static RedisFuture<List<byte[]>> find(
      RedisAsyncCommands<byte[], byte[]> commands, String packetId) {
    return commands.zrevrangebylex(pageOf(packetId), PageMark.startingWith(prefix(packetId)), ONE);
  }

  /**
   * Reads what was found of a packet.
   *
   * @throws MalformedRecordException if it is none
   */
  static Optional<PacketStanding> read(String packetId, List<byte[]> found) {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    byte[] member = found.get(0);
    int prefix = prefix(packetId).length;
    if (member.length < prefix + Long.BYTES) {
      throw new MalformedRecordException(
          "standing of packet " + packetId + ": " + member.length + " bytes");
    }
    long offset = ByteBuffer.wrap(member).getLong(prefix);
    byte[] state = Arrays.copyOfRange(member, prefix + Long.BYTES, member.length);
    return Optional.of(
        new PacketStanding(packetId, offset, MoneyStateCodec.decodePacket(packetId, state)));
  }

  private static byte[] prefix(String packetId) {
    return new RecordWriter(64).writeByte(STANDING).writeText(packetId).toBytes();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
