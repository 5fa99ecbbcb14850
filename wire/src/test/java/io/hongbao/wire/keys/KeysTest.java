package io.hongbao.wire.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeysTest {

  private static final byte[] MESSAGE = "a message".getBytes(UTF_8);
  private static final byte[] CONTEXT = "a context".getBytes(UTF_8);

  @Test
  void shouldVerifyWhatItsPairSigned() {
    SigningKey.Pair pair = SigningKey.generate();
    byte[] signature = pair.signingKey().sign(MESSAGE);
    assertThat(signature).hasSize(64).isEqualTo(pair.signingKey().sign(MESSAGE));
    assertThat(pair.verifyingKey().verify(MESSAGE, signature)).isTrue();
    assertThat(pair.verifyingKey().verify(CONTEXT, signature)).isFalse();
    assertThat(SigningKey.generate().verifyingKey().verify(MESSAGE, signature)).isFalse();
  }

  @Test
  void shouldSayNoToBytesThatAreNoSignature() {
    VerifyingKey key = SigningKey.generate().verifyingKey();
    Random random = new Random(8);
    for (int length : new int[] {0, 1, 63, 64, 65, 1_000}) {
      byte[] noise = new byte[length];
      assertThat(key.verify(MESSAGE, noise)).isFalse();
      Arrays.fill(noise, (byte) 0xff);
      assertThat(key.verify(MESSAGE, noise)).isFalse();
      for (int i = 0; i < 20; i++) {
        random.nextBytes(noise);
        assertThat(key.verify(MESSAGE, noise)).isFalse();
      }
    }
  }

  @Test
  void shouldComeBackFromBase64() {
    SigningKey.Pair pair = SigningKey.generate();
    SigningKey signing = SigningKey.fromBase64(pair.signingKey().toBase64() + "\n");
    VerifyingKey verifying = VerifyingKey.fromBase64(pair.verifyingKey().toBase64() + "\n");
    assertThat(verifying.verify(MESSAGE, signing.sign(MESSAGE))).isTrue();
    SealingKey sealing = SealingKey.generate();
    assertThat(
            SealingKey.fromBase64(sealing.toBase64() + "\n")
                .open(sealing.seal(MESSAGE, CONTEXT), CONTEXT))
        .isEqualTo(MESSAGE);
  }

  @Test
  void shouldRefuseTextsThatAreNoKey() {
    for (String text : List.of("", "no base64!", "AAAA", SealingKey.generate().toBase64() + "AA")) {
      assertThatThrownBy(() -> SigningKey.fromBase64(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> VerifyingKey.fromBase64(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> SealingKey.fromBase64(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldSealTheSameTextUnlikeEachTime() {
    SealingKey key = SealingKey.generate();
    byte[] sealed = key.seal(MESSAGE, CONTEXT);
    assertThat(key.seal(MESSAGE, CONTEXT)).isNotEqualTo(sealed);
    assertThat(key.open(sealed, CONTEXT)).isEqualTo(MESSAGE);
  }

  @Test
  void shouldOpenOnlyWithTheSameKeyAndContext() {
    SealingKey key = SealingKey.generate();
    SealingKey other = SealingKey.generate();
    byte[] sealed = key.seal(MESSAGE, CONTEXT);
    assertThatThrownBy(() -> key.open(sealed, MESSAGE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> other.open(sealed, CONTEXT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNotOpenWhatWasChangedOrCutOff() {
    SealingKey key = SealingKey.generate();
    byte[] sealed = key.seal(MESSAGE, CONTEXT);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      byte[] cut = Arrays.copyOf(sealed, i);
      assertThatThrownBy(() -> key.open(changed, CONTEXT))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> key.open(cut, CONTEXT)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldNeverShowInALog() {
    assertThat(SigningKey.generate().signingKey()).hasToString("signing key");
    assertThat(SealingKey.generate()).hasToString("sealing key");
  }
}
