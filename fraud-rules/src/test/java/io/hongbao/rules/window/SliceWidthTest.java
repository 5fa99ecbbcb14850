package io.hongbao.rules.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceWidthTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "10, 1",
    "60, 1",
    "61, 2",
    "120, 2",
    "300, 5",
    "600, 10",
    "3600, 60",
    "86400, 1800"
  })
  void shouldBeATidySixtiethOrMore(long windowSeconds, long widthSeconds) {
    assertThat(SliceWidth.ofWindow(windowSeconds * 1_000)).isEqualTo(widthSeconds * 1_000);
  }

  @Test
  void shouldNeverMakeMoreSlicesThanAKeyKeeps() {
    for (long window = 1_000; window <= 86_400_000; window += 1_000) {
      assertThat(window).isLessThanOrEqualTo(SliceWidth.ofWindow(window) * SliceWidth.MAX_SLICES);
    }
  }

  @Test
  void shouldRefuseWindowsBeyondItsSlices() {
    assertThatThrownBy(() -> SliceWidth.ofWindow(90L * 86_400_000))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
