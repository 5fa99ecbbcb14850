package io.hongbao.rehearsal.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CoresTest {

  @Test
  void shouldBindAProcessToACore() throws IOException {
    Process sleeping = new ProcessBuilder("sleep", "60").start();
    try {
      Cores.pin(sleeping.pid(), 0);

      assertThat(Cores.arePinned(sleeping.pid(), 0)).isTrue();
      assertThat(Cores.arePinned(sleeping.pid(), 1)).isFalse();
    } finally {
      sleeping.destroyForcibly();
    }
  }

  @Test
  void shouldReleaseAProcessAgain() throws IOException {
    Process sleeping = new ProcessBuilder("sleep", "60").start();
    try {
      Cores.pin(sleeping.pid(), 0);

      Cores.release(sleeping.pid());

      assertThat(Cores.arePinned(sleeping.pid(), 0)).isEqualTo(Cores.online().equals("0"));
    } finally {
      sleeping.destroyForcibly();
    }
  }

  @Test
  void shouldRefuseAProcessThatIsNot() {
    assertThatThrownBy(() -> Cores.pin(999_999_999L, 0))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("999999999");
  }
}
