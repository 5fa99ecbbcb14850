package io.hongbao.tickets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens by which packets and shares are claimed. An edge makes them when it tells of a packet,
 * and checks them by computation alone. A token is no ticket: who claims shows a ticket beside it.
 *
 * <p>A token ends with the first 16 bytes of HMAC-SHA256(key, message). The key is
 * HMAC-SHA256(secret of a live ticket key, {@code hongbao-claim-1}), so that no further key has to
 * be handed round and none of the tokens can stand for a ticket; the first of the live keys makes,
 * all check. The message is the token's other bytes and what it is bound to, each behind its length
 * in 4 bytes, big-endian. All is base64url without padding.
 *
 * <pre>
 * of a packet   1, the amount in fen in 8 bytes; bound to show, packet and user
 * of a share    2, the share's number, the packet's id; bound to the show
 * </pre>
 *
 * <p>The keys may be replaced while it is used. Thread-safe.
 */
public final class ClaimTokens {

  /** Characters of a packet's token. */
  public static final int PACKET_TOKEN_LENGTH = 34;

  private static final String PURPOSE = "hongbao-claim-1";
  private static final String HMAC = "HmacSHA256";
  private static final int MAC_BYTES = 16;
  private static final byte PACKET = 1;
  private static final byte SHARE = 2;
  private static final int PACKET_BYTES = 1 + Long.BYTES;

  /** Beyond the longest id of a packet. */
  private static final int MAX_SHARE_TOKEN_LENGTH = 256;

  /** The first makes. */
  private volatile List<SecretKeySpec> keys;

  /**
   * A share that a token names.
   *
   * @param share 1 or more
   */
  public record NamedShare(String packetId, int share) {}

  public ClaimTokens(TicketKeys ticketKeys) {
    replaceKeys(ticketKeys);
  }

  /** From now on only tokens by these keys are right. */
  public void replaceKeys(TicketKeys ticketKeys) {
    List<SecretKeySpec> derived = new ArrayList<>();
    for (String kid : ticketKeys.kids()) {
      SecretKeySpec secret = new SecretKeySpec(ticketKeys.secret(kid).orElseThrow(), HMAC);
      byte[] key = mac(secret).doFinal(utf8(PURPOSE));
      derived.add(new SecretKeySpec(key, HMAC));
    }
    keys = List.copyOf(derived);
  }

  /**
   * The token of a packet for its winner.
   *
   * @param amountFen what the packet is worth, 0 or more
   */
  public String ofPacket(String show, String packetId, String user, long amountFen) {
    return made(packetHead(amountFen), show, packetId, user);
  }

  /**
   * Checks the token of a packet, in a time that does not depend on how much of it is right.
   *
   * @return the amount that it was made for; empty if it is none, or of another packet, user or
   *     show
   */
  public OptionalLong amountFen(String token, String show, String packetId, String user) {
    if (token.length() != PACKET_TOKEN_LENGTH) {
      return OptionalLong.empty();
    }
    byte[] bytes = decoded(token);
    return bytes.length == PACKET_BYTES + MAC_BYTES
            && bytes[0] == PACKET
            && isRight(bytes, show, packetId, user)
        ? OptionalLong.of(ByteBuffer.wrap(bytes).getLong(1))
        : OptionalLong.empty();
  }

  /**
   * The token of a friend's share, for whoever holds it.
   *
   * @param share 1 to 127
   */
  public String ofShare(String show, String packetId, int share) {
    return made(shareHead(packetId, share), show);
  }

  /**
   * Reads the token of a share.
   *
   * @param showOf tells the show of a packet by its id
   * @return empty if it is none
   */
  public Optional<NamedShare> share(String token, Function<String, Optional<String>> showOf) {
    if (token.length() > MAX_SHARE_TOKEN_LENGTH) {
      return Optional.empty();
    }
    byte[] bytes = decoded(token);
    if (bytes.length <= 2 + MAC_BYTES || bytes[0] != SHARE || bytes[1] < 1) {
      return Optional.empty();
    }
    String packetId = new String(bytes, 2, bytes.length - MAC_BYTES - 2, StandardCharsets.US_ASCII);
    return showOf
        .apply(packetId)
        .filter(show -> isRight(bytes, show))
        .map(show -> new NamedShare(packetId, bytes[1]));
  }

  private static byte[] packetHead(long amountFen) {
    return ByteBuffer.allocate(PACKET_BYTES).put(PACKET).putLong(amountFen).array();
  }

  private static byte[] shareHead(String packetId, int share) {
    if (share < 1 || share > Byte.MAX_VALUE) {
      throw new IllegalArgumentException("share " + share + ": expected 1 to " + Byte.MAX_VALUE);
    }
    byte[] id = utf8(packetId);
    return ByteBuffer.allocate(2 + id.length).put(SHARE).put((byte) share).put(id).array();
  }

  private String made(byte[] head, String... boundTo) {
    byte[] token = Arrays.copyOf(head, head.length + MAC_BYTES);
    System.arraycopy(code(keys.get(0), head, boundTo), 0, token, head.length, MAC_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** By every key, so that the time says nothing of which one it is. */
  private boolean isRight(byte[] token, String... boundTo) {
    int length = token.length - MAC_BYTES;
    byte[] head = Arrays.copyOf(token, length);
    byte[] found = Arrays.copyOfRange(token, length, token.length);
    boolean isRight = false;
    for (SecretKeySpec key : keys) {
      byte[] expected = Arrays.copyOf(code(key, head, boundTo), MAC_BYTES);
      isRight |= MessageDigest.isEqual(expected, found);
    }
    return isRight;
  }

  private static byte[] code(SecretKeySpec key, byte[] head, String... boundTo) {
    Mac mac = mac(key);
    update(mac, head);
    for (String text : boundTo) {
      update(mac, utf8(text));
    }
    return mac.doFinal();
  }

  private static void update(Mac mac, byte[] bytes) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    mac.update(bytes);
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  /** Empty if it is not base64url; only one text stands for the bytes. */
  private static byte[] decoded(String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      String again = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return again.equals(token) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
