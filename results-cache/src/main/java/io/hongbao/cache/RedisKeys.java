package io.hongbao.cache;

import java.nio.charset.StandardCharsets;

/**
 * What lies where in Redis. This page is the whole layout:
 *
 * <pre>
 * o:EDGE                  stream: {@link OutcomeBatch} after batch for the edge that waits; the
 *                         newest few, for the batch lifetime
 * a:SHOW:WAVE-TURN:USER   an outcome that is kept, as OutcomeCodec; for as long as the decision says
 * c:SHOW:WAVE-TURN:USER   one byte, while the bucket says CLOSED; for the closed lifetime
 * w:PAGE                  sorted set: the packets that users of a page hold, see {@link PacketPages}
 * p:PAGE                  sorted set: where packets of a page stand, see {@link StandingPages}
 * e                       the epoch, see {@link CacheEpoch}
 * l                       the token of an epoch of which a page was found lost
 * </pre>
 *
 * <p>A show, a wave and a turn never hold a colon, and the user stands last, so any character in a
 * user's name is harmless: two names never share a key. Every command but MGET has a single key,
 * and no two keys need to lie on one node. What has no lifetime, the pages and the two keys of the
 * epoch, is bounded by the packets themselves, and begun anew by every rebuild.
 */
final class RedisKeys {

  static final byte[] EPOCH = utf8("e");

  static final byte[] LOST = utf8("l");

  /** A pattern of the keys of all outcomes. */
  static final String ANSWERS = "a:*";

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

  /** A page of {@link PacketPages}. */
  static byte[] packets(int page) {
    return utf8("w:" + page);
  }

  /** A page of {@link StandingPages}. */
  static byte[] standings(int page) {
    return utf8("p:" + page);
  }

  /** A key and a text, with a colon between them. */
  static byte[] join(byte[] key, String text) {
    return utf8(new String(key, StandardCharsets.UTF_8) + ':' + text);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
