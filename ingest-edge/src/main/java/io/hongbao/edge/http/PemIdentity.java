package io.hongbao.edge.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes of two PEM texts what a server needs to be known by. Pure; no message shows a key. */
final class PemIdentity {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** By the algorithm of a key, one that signs with it. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  private PemIdentity() {}

  /**
   * A context that presents the certificate.
   *
   * @throws IllegalArgumentException saying which text is wrong, or that they are of two keys
   */
  static SSLContext contextOf(String certificatePem, String keyPem) {
    Certificate[] chain = chainOf(certificatePem);
    PrivateKey key = keyOf(keyPem, chain[0].getPublicKey());
    try {
      // The store lives in memory alone and for a moment, so its password keeps nothing secret.
      char[] password = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry("edge", key, password, chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the certificate cannot be used: " + e.getMessage(), e);
    }
  }

  private static Certificate[] chainOf(String pem) {
    try {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .toArray(Certificate[]::new);
      if (chain.length > 0) {
        return chain;
      }
    } catch (GeneralSecurityException e) {
      // Told below, as is a file without any.
    }
    throw new IllegalArgumentException(
        "no certificate: expected PEM, -----BEGIN CERTIFICATE-----, the edge's own first");
  }

  private static PrivateKey keyOf(String pem, PublicKey ofCertificate) {
    String algorithm = ofCertificate.getAlgorithm();
    String signature = SIGNATURES.get(algorithm);
    if (signature == null) {
      throw new IllegalArgumentException(
          "the certificate is of a key for " + algorithm + ": expected RSA or EC");
    }
    Matcher found = KEY.matcher(pem);
    if (!found.find()) {
      throw new IllegalArgumentException(
          "no private key: expected PEM, -----BEGIN PRIVATE KEY-----, as openssl pkcs8 -topk8"
              + " -nocrypt makes");
    }
    try {
      PrivateKey key =
          KeyFactory.getInstance(algorithm)
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1))));
      if (isPair(signature, key, ofCertificate)) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Told below, without what was found.
    }
    throw new IllegalArgumentException(
        "the private key is not the certificate's: expected the "
            + algorithm
            + " key that it names");
  }

  private static boolean isPair(String algorithm, PrivateKey key, PublicKey ofCertificate)
      throws GeneralSecurityException {
    byte[] message = "a message".getBytes(StandardCharsets.US_ASCII);
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(key);
    signing.update(message);
    byte[] signed = signing.sign();
    Signature verifying = Signature.getInstance(algorithm);
    verifying.initVerify(ofCertificate);
    verifying.update(message);
    return verifying.verify(signed);
  }
}
