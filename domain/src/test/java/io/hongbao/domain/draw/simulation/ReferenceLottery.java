package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.Wave;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The lottery computed by hand, to hold the real one against. */
final class ReferenceLottery {

  private static final BigDecimal DRAWS = new BigDecimal(BigInteger.TWO.pow(64));

  private final byte[] hash;

  private ReferenceLottery(byte[] hash) {
    this.hash = hash;
  }

  /**
   * The lottery of a wave.
   *
   * @param beacon what the beacon of the wave has said; empty if it has none
   */
  static ReferenceLottery of(Wave wave, TurnName turn, Optional<byte[]> beacon) {
    byte[] secret = wave.secret().bytes();
    return of(beacon.map(value -> hmac(secret, value)).orElse(secret), turn, true);
  }

  /** What comes out if the fields of the message run together. */
  static ReferenceLottery withoutLengths(Wave wave, TurnName turn) {
    return of(wave.secret().bytes(), turn, false);
  }

  private static ReferenceLottery of(byte[] key, TurnName turn, boolean lengths) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream message = new DataOutputStream(bytes)) {
      for (String field :
          List.of(turn.show(), turn.waveId(), turn.user(), Integer.toString(turn.turn()))) {
        byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
        if (lengths) {
          message.writeInt(utf8.length);
        }
        message.write(utf8);
      }
      return new ReferenceLottery(hmac(key, bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean passes(Wave wave) {
    return isBelow(0, wave.odds().share());
  }

  Outcome losingOutcome(Wave wave) {
    if (!isBelow(8, wave.greetingOdds().share())) {
      return Outcome.MISS;
    }
    BigInteger count = BigInteger.valueOf(wave.greetingIds().size());
    return new Outcome.Greeting(wave.greetingIds().get(number(16).mod(count).intValue()));
  }

  private boolean isBelow(int from, BigDecimal share) {
    return number(from).compareTo(share.multiply(DRAWS).toBigInteger()) < 0;
  }

  private BigInteger number(int from) {
    return new BigInteger(1, hash, from, 8);
  }
}
