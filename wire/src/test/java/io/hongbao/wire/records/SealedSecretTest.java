package io.hongbao.wire.records;

import static io.hongbao.domain.fixtures.TermsFixture.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.wire.fixtures.FixedKeys;
import io.hongbao.wire.keys.SealingKey;
import org.junit.jupiter.api.Test;

class SealedSecretTest {

  private static final SealedSecret SEALED =
      SealedSecret.seal(FixedKeys.SEALING, "gala", "first", SECRET);

  @Test
  void shouldOpenForItsShowAndWave() {
    assertThat(SEALED.open(FixedKeys.SEALING, "gala", "first")).isEqualTo(SECRET);
    assertThat(SEALED.sha256()).isEqualTo(SECRET.sha256());
  }

  @Test
  void shouldNotOpenForAnotherShowOrWave() {
    assertRefused(SEALED, "gala", "second");
    assertRefused(SEALED, "other", "first");
    assertRefused(SEALED, "galaf", "irst");
  }

  @Test
  void shouldNotOpenUnderAnotherKey() {
    SealingKey other = SealingKey.generate();
    assertThatThrownBy(() -> SEALED.open(other, "gala", "first"))
        .isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void shouldRefuseASecretThatWasNotCommittedTo() {
    SealedSecret swapped =
        new SealedSecret(new WaveSecret(new byte[32]).sha256(), SEALED.sealedBase64());
    assertThatThrownBy(() -> swapped.open(FixedKeys.SEALING, "gala", "first"))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("not the one that was committed to");
  }

  @Test
  void shouldRefuseWhatIsNoSealedSecret() {
    assertRefused(new SealedSecret(SECRET.sha256(), "no base64!"), "gala", "first");
    assertRefused(new SealedSecret(SECRET.sha256(), ""), "gala", "first");
  }

  private static void assertRefused(SealedSecret sealed, String show, String waveId) {
    assertThatThrownBy(() -> sealed.open(FixedKeys.SEALING, show, waveId))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("secret of wave " + waveId);
  }
}
