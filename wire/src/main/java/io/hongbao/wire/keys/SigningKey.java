package io.hongbao.wire.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The private key that signs control records: Ed25519. Only show-control holds it. Thread-safe. */
public final class SigningKey {

  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey key;

  private SigningKey(PrivateKey key) {
    this.key = key;
  }

  /** A new key and the one that checks its signatures. */
  public record Pair(SigningKey signingKey, VerifyingKey verifyingKey) {}

  public static Pair generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return new Pair(new SigningKey(pair.getPrivate()), new VerifyingKey(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 17 has Ed25519", e);
    }
  }

  /**
   * Reads a key from base64 of its PKCS #8 form.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SigningKey fromBase64(String base64) {
    try {
      byte[] encoded = Base64.getDecoder().decode(base64.strip());
      return new SigningKey(
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("signing key: expected Ed25519 as PKCS #8 in base64", e);
    }
  }

  public String toBase64() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** Signs a message; the same message gives the same 64 bytes. */
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with Ed25519", e);
    }
  }

  @Override
  public String toString() {
    return "signing key";
  }
}
