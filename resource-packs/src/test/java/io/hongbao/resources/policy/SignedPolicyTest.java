package io.hongbao.resources.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignedPolicyTest {

  private static final PhonePolicy POLICY = PhonePolicyTest.POLICY;

  /** In place of Ed25519: as many bytes, which follow from the message alone. */
  private static byte[] sign(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SignedPolicy read(String document) {
    return SignedPolicy.verify(
        document, (message, signature) -> Arrays.equals(sign(message), signature));
  }

  @Test
  void shouldCarryItsSignatureAsTheLastMember() {
    SignedPolicy signed = SignedPolicy.sign(POLICY, SignedPolicyTest::sign);

    String json = POLICY.toJson();
    assertThat(signed.document())
        .startsWith(json.substring(0, json.length() - 1) + ",\"signature\":\"")
        .matches("(?s).*,\"signature\":\"[A-Za-z0-9+/]{86}==\"}");
    assertThat(read(signed.document())).isEqualTo(signed);
  }

  @Test
  void shouldSignNothingElseThanAPolicy() {
    StringBuilder message = new StringBuilder();

    SignedPolicy unused =
        SignedPolicy.sign(
            POLICY,
            bytes -> {
              message.append(new String(bytes, StandardCharsets.UTF_8));
              return sign(bytes);
            });

    assertThat(message).startsWith("hongbao policy\n{\"version\":7,");
  }

  @Test
  void shouldRefuseWhatWasChangedOrIsNotSigned() {
    String good = SignedPolicy.sign(POLICY, SignedPolicyTest::sign).document();

    for (String forged :
        new String[] {
          good.replace("\"version\":7", "\"version\":8"), good.replace("south", "north"),
        }) {
      assertThatThrownBy(() -> read(forged)).hasMessage("its signature is wrong");
    }
    for (String other : new String[] {POLICY.toJson(), "", "{}", good + " ", " " + good, "[1]"}) {
      assertThatThrownBy(() -> read(other)).hasMessageStartingWith("no signed policy");
    }
  }

  @Test
  void shouldHaveABuiltInOneOfVersion0() {
    assertThat(SignedPolicy.BUILT_IN.policy().version()).isZero();
    assertThat(SignedPolicy.BUILT_IN.document())
        .isEqualTo(
            """
            {"version":0,"turnMillis":0,"retry":{"firstMs":400,"longestMs":4000},\
            "reconnect":{"firstMs":1000,"longestMs":30000},\
            "prefetch":{"windowMs":10000,"wifiOnly":false},"staticUrl":"","accessPoints":[],\
            "calm":null}""");
  }
}
