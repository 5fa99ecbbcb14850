package io.hongbao.wire.records;

import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.wire.keys.SealingKey;
import java.util.Base64;

/**
 * A wave's secret, sealed, beside the commitment to it.
 *
 * @param sha256 of the secret, 64 hex digits; published before the show
 * @param sealedBase64 what {@link SealingKey#seal} gave
 */
public record SealedSecret(String sha256, String sealedBase64) {

  /** Seals a secret for one wave of one show; it opens for no other. */
  public static SealedSecret seal(
      SealingKey sealingKey, String show, String waveId, WaveSecret secret) {
    byte[] sealed = sealingKey.seal(secret.bytes(), context(show, waveId));
    return new SealedSecret(secret.sha256(), Base64.getEncoder().encodeToString(sealed));
  }

  /**
   * Opens the secret and holds it against the commitment.
   *
   * @throws MalformedRecordException if it does not open or is another
   */
  public WaveSecret open(SealingKey sealingKey, String show, String waveId) {
    WaveSecret secret;
    try {
      byte[] sealed = Base64.getDecoder().decode(sealedBase64);
      secret = new WaveSecret(sealingKey.open(sealed, context(show, waveId)));
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("secret of wave " + waveId + ": " + e.getMessage(), e);
    }
    if (!secret.sha256().equals(sha256)) {
      throw new MalformedRecordException(
          "secret of wave " + waveId + ": not the one that was committed to");
    }
    return secret;
  }

  void write(RecordWriter writer) {
    writer.writeText(sha256).writeBytes(Base64.getDecoder().decode(sealedBase64));
  }

  static SealedSecret read(RecordReader reader) {
    return new SealedSecret(
        reader.readText(), Base64.getEncoder().encodeToString(reader.readBytes()));
  }

  private static byte[] context(String show, String waveId) {
    return new RecordWriter(96).writeText(show).writeText(waveId).toBytes();
  }
}
