package io.hongbao.cache;

import java.nio.charset.StandardCharsets;

/**
 * What lies where in Redis. This page is the whole layout:
 *
 * <pre>
 * o:EDGE                  stream: {@link OutcomeBatch} after batch for the edge that waits; the
 *                         newest few, for the batch lifetime
 * a:SHOW:WAVE-TURN:USER   an outcome that is kept, as OutcomeBytes; for the answer lifetime
 * c:SHOW:WAVE-TURN:USER   one byte, while the bucket says CLOSED; for the closed lifetime
 * p:SHOW:USER             hash: packet id to {@link PacketBytes}; for the packets lifetime
 * e                       the epoch, see {@link CacheEpoch}
 * </pre>
 *
 * <p>A show, a wave and a turn never hold a colon, and the user stands last, so any character in a
 * user's name is harmless: two names never share a key. Every command but MGET has a single key,
 * and no two keys need to lie on one node.
 */
final class RedisKeys {

  static final byte[] EPOCH = utf8("e");

  /** The only field of a stream's entries. */
  static final byte[] BATCH_FIELD = utf8("b");

  private RedisKeys() {}

  static byte[] outcomesFor(String edge) {
    return utf8("o:" + edge);
  }

  static byte[] outcome(String show, String shakeId, String user) {
    return utf8("a:" + show + ':' + shakeId + ':' + user);
  }

  static byte[] closed(String show, String shakeId, String user) {
    return utf8("c:" + show + ':' + shakeId + ':' + user);
  }

  static byte[] packets(String show, String user) {
    return utf8("p:" + show + ':' + user);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
