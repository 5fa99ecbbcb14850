package io.hongbao.cache;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.protocol.CommandType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What users hold, on 1,024 pages that have a {@link PageMark}. On a page a user's packets stand
 * together. The same packet again changes nothing.
 */
final class PacketPages {

  /**
   * Some ten thousand packets a page in the largest show; a mark each is all that an empty one
   * costs.
   */
  static final int COUNT = 1_024;

  /** First byte of a packet, its version. */
  private static final byte PACKET = 1;

  private static final byte[] ZADD = CommandType.ZADD.getBytes();
  private static final byte[] SCORE = CommandBatch.number((long) PageMark.SCORE);

  private PacketPages() {}

  static int of(String user) {
    return UserHash.bucket(UserHash.of(user), COUNT);
  }

  /** Sends the command that lists a packet. */
  static RedisFuture<?> add(
      RedisAsyncCommands<byte[], byte[]> commands, String show, String user, HeldPacket packet) {
    return commands.zadd(RedisKeys.packets(of(user)), PageMark.SCORE, member(show, user, packet));
  }

  /** Adds the command that lists a packet. */
  static void add(CommandBatch commands, String show, String user, HeldPacket packet) {
    commands.add(ZADD, RedisKeys.packets(of(user)), SCORE, member(show, user, packet));
  }

  /** The members of a user's page that are this user's packets in a show. */
  static Range<byte[]> packetsOf(String show, String user) {
    return PageMark.startingWith(prefix(show, user).toBytes());
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
}
