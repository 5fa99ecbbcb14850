package io.hongbao.wire.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The public key that checks the signatures of control records: Ed25519. Thread-safe. */
public final class VerifyingKey {

  private static final String ALGORITHM = "Ed25519";

  private final PublicKey key;

  VerifyingKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads a key from base64 of its X.509 form.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static VerifyingKey fromBase64(String base64) {
    try {
      byte[] encoded = Base64.getDecoder().decode(base64.strip());
      return new VerifyingKey(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("verifying key: expected Ed25519 as X.509 in base64", e);
    }
  }

  public String toBase64() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** Whether the signature is of this message; false for bytes that are no signature at all. */
  public boolean verify(byte[] message, byte[] signatureBytes) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signatureBytes);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
