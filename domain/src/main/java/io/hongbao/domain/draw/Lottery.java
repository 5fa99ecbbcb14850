package io.hongbao.domain.draw;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The lottery of one wave: H = HMAC-SHA256(key, message), where the message is show, wave, user and
 * turn (in decimal), each as UTF-8 behind its length in 4 bytes, big-endian. The key is the wave's
 * secret or, if the wave names a beacon, HMAC-SHA256(secret, value of the beacon).
 *
 * <p>Bytes 0–7 of H decide whether the turn passes, bytes 8–15 whether a losing turn gets a
 * greeting, bytes 16–23 which one. HMAC: RFC 2104; see {@code golden/lottery.csv} among the tests
 * for values to check another implementation against.
 *
 * <p>Not thread-safe: it keeps its keyed {@link Mac}.
 */
public final class Lottery {

  private final Wave wave;
  private final Mac mac;
  private final byte[] showAndWave;
  private final List<Outcome> greetings;

  /** The lottery of a wave without a beacon. */
  public Lottery(String show, Wave wave) {
    this(show, wave, wave.secret().bytes());
  }

  /** The lottery of a wave whose beacon has spoken. */
  public Lottery(String show, Wave wave, Control.BeaconValue beacon) {
    this(show, wave, keyedMac(wave.secret().bytes()).doFinal(beacon.bytes()));
  }

  private Lottery(String show, Wave wave, byte[] key) {
    this.wave = wave;
    this.mac = keyedMac(key);
    this.showAndWave = showAndWave(show, wave.id());
    List<Outcome> outcomes = new ArrayList<>();
    wave.greetingIds().forEach(id -> outcomes.add(new Outcome.Greeting(id)));
    this.greetings = List.copyOf(outcomes);
  }

  /**
   * What chance says of a turn.
   *
   * @param passes whether the turn may win
   * @param losingOutcome what it gets on the losing road: a greeting or MISS
   */
  public record Chance(boolean passes, Outcome losingOutcome) {}

  public Wave wave() {
    return wave;
  }

  /** Draws for a user's turn; the same every time it is asked. */
  public Chance draw(String user, int turn) {
    ByteBuffer hash = ByteBuffer.wrap(hash(user, turn));
    boolean passes = wave.odds().admit(hash.getLong(0));
    Outcome losingOutcome = Outcome.MISS;
    if (wave.greetingOdds().admit(hash.getLong(8)) && !greetings.isEmpty()) {
      int chosen = (int) Long.remainderUnsigned(hash.getLong(16), greetings.size());
      losingOutcome = greetings.get(chosen);
    }
    return new Chance(passes, losingOutcome);
  }

  /** The 32 bytes of H, from which all else follows. */
  byte[] hash(String user, int turn) {
    byte[] name = user.getBytes(StandardCharsets.UTF_8);
    byte[] digits = Integer.toString(turn).getBytes(StandardCharsets.US_ASCII);
    // In one piece: each that a Mac is fed by costs as much as some bytes more.
    ByteBuffer message =
        ByteBuffer.allocate(showAndWave.length + 2 * Integer.BYTES + name.length + digits.length)
            .put(showAndWave)
            .putInt(name.length)
            .put(name)
            .putInt(digits.length)
            .put(digits);
    return mac.doFinal(message.array());
  }

  private static byte[] showAndWave(String show, String waveId) {
    ByteArrayOutputStream prefix = new ByteArrayOutputStream();
    for (String text : List.of(show, waveId)) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      prefix.writeBytes(ByteBuffer.allocate(4).putInt(utf8.length).array());
      prefix.writeBytes(utf8);
    }
    return prefix.toByteArray();
  }

  private static Mac keyedMac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
