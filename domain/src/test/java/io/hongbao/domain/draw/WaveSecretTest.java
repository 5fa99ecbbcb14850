package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.fixtures.TermsFixture;
import org.junit.jupiter.api.Test;

class WaveSecretTest {

  @Test
  void shouldCommitByItsSha256() {
    // printf of the 32 bytes 00 to 1f, through sha256sum
    assertThat(TermsFixture.SECRET.sha256())
        .isEqualTo("630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd");
  }

  @Test
  void shouldNeverShowInALog() {
    assertThat(TermsFixture.SECRET.toString()).doesNotContain("0001020304").contains("630dcd29");
  }

  @Test
  void shouldNotChangeWithTheBytesItWasMadeOfOrGave() {
    byte[] bytes = new byte[32];
    WaveSecret secret = new WaveSecret(bytes);
    bytes[0] = 1;
    secret.bytes()[1] = 1;
    assertThat(secret).isEqualTo(new WaveSecret(new byte[32]));
  }

  @Test
  void shouldDifferInAnyOfItsBytes() {
    for (int i = 0; i < WaveSecret.LENGTH; i++) {
      byte[] bytes = TermsFixture.SECRET.bytes();
      bytes[i] ^= 1;
      assertThat(new WaveSecret(bytes))
          .isNotEqualTo(TermsFixture.SECRET)
          .doesNotHaveSameHashCodeAs(TermsFixture.SECRET);
    }
  }

  @Test
  void shouldRefuseAnotherLength() {
    assertThatThrownBy(() -> new WaveSecret(new byte[31])).hasMessageContaining("31 bytes");
  }
}
