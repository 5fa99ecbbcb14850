package io.hongbao.resources.policy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A policy as all phones get it, on whatever road: its JSON with one member more at the end, {@code
 * signature}, which is of everything before it. Such a text proves itself, so that any server can
 * hand it on and a phone can keep it.
 *
 * @param document the text, to the byte
 */
public record SignedPolicy(PhonePolicy policy, String document) {

  /** Name of its file for a static server. */
  public static final String FILE = "policy.json";

  /** Without a signature, for every phone has it. */
  public static final SignedPolicy BUILT_IN =
      new SignedPolicy(PhonePolicy.BUILT_IN, PhonePolicy.BUILT_IN.toJson());

  private static final String BEFORE_SIGNATURE = ",\"signature\":\"";
  private static final String AFTER_SIGNATURE = "\"}";

  /** Ed25519 makes 64 bytes, which are 88 characters of base64. */
  private static final int SIGNATURE_LENGTH = 88;

  private static final int END_LENGTH =
      BEFORE_SIGNATURE.length() + SIGNATURE_LENGTH + AFTER_SIGNATURE.length();

  private static final Pattern SIGNED =
      Pattern.compile("\\{.+,\"signature\":\"[A-Za-z0-9+/]{86}==\"\\}", Pattern.DOTALL);

  private static final String SIGNED_AS = "hongbao policy\n";

  /**
   * Signs a policy.
   *
   * @param signer makes a signature of a message, 64 bytes
   */
  public static SignedPolicy sign(PhonePolicy policy, UnaryOperator<byte[]> signer) {
    String json = policy.toJson();
    String content = json.substring(0, json.length() - 1);
    String signature = Base64.getEncoder().encodeToString(signer.apply(message(content)));
    return new SignedPolicy(policy, content + BEFORE_SIGNATURE + signature + AFTER_SIGNATURE);
  }

  /**
   * Reads a policy whose signature is right.
   *
   * @param verifier whether the second is a signature of the first
   * @throws IllegalArgumentException if it is no policy, or somebody else signed it; the message
   *     says which
   */
  public static SignedPolicy verify(String document, BiPredicate<byte[], byte[]> verifier) {
    if (document.length() > PhonePolicy.MAX_BYTES + END_LENGTH
        || !SIGNED.matcher(document).matches()) {
      throw new IllegalArgumentException(
          "no signed policy: expected an object of at most "
              + PhonePolicy.MAX_BYTES
              + " bytes whose last member is its signature");
    }
    int end = document.length() - END_LENGTH;
    byte[] signature =
        Base64.getDecoder()
            .decode(
                document.substring(
                    end + BEFORE_SIGNATURE.length(), document.length() - AFTER_SIGNATURE.length()));
    if (!verifier.test(message(document.substring(0, end)), signature)) {
      throw new IllegalArgumentException("its signature is wrong");
    }
    return new SignedPolicy(PhonePolicy.parse(document), document);
  }

  /** What is signed, so that the signature is of nothing else than a policy. */
  private static byte[] message(String content) {
    return (SIGNED_AS + content).getBytes(StandardCharsets.UTF_8);
  }
}
