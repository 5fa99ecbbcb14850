package io.hongbao.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.UserHash;
import org.junit.jupiter.api.Test;

class PrefetchSlotTest {

  @Test
  void shouldAddThePhonesHashModuloTheWindow() {
    assertThat(PrefetchSlot.afterMillis(7_000, 10_000, "u1"))
        .isEqualTo(7_000 + Math.floorMod(UserHash.of("u1"), 10_000));
    assertThat(PrefetchSlot.afterMillis(7_000, 1, "u1")).isEqualTo(7_000);
  }

  @Test
  void shouldSpreadPhonesEvenlyOverTheWindow() {
    int[] bySecond = new int[10];
    for (int user = 1; user <= 10_000; user++) {
      bySecond[(int) (PrefetchSlot.afterMillis(0, 10_000, "phone-" + user) / 1_000)]++;
    }
    for (int count : bySecond) {
      assertThat(count).isBetween(900, 1_100);
    }
  }

  @Test
  void shouldRefuseWhatIsNoWindow() {
    assertThatThrownBy(() -> PrefetchSlot.afterMillis(0, 0, "u1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fetch after 0 ms within 0 ms: expected 0 or more, and 1 or more");
  }
}
