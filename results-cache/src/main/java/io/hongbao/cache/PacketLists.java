package io.hongbao.cache;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;

/** Writes entries of users' packet lists; the same entry again changes nothing. */
final class PacketLists {

  private PacketLists() {}

  /** Sends the commands that list a packet and keep the list for its lifetime from now. */
  static List<RedisFuture<?>> add(
      RedisAsyncCommands<byte[], byte[]> commands,
      String show,
      String user,
      HeldPacket packet,
      CacheSettings settings) {
    byte[] key = RedisKeys.packets(show, user);
    return List.of(
        commands.hset(key, PacketBytes.field(packet), PacketBytes.value(packet)),
        commands.pexpire(key, settings.packetsLifetime().toMillis()));
  }
}
