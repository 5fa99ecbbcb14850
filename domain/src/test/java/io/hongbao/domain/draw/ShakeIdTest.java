package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShakeIdTest {

  @Test
  void shouldReadWhatItWrites() {
    for (ShakeId id :
        List.of(
            new ShakeId("first", 17),
            new ShakeId("a-1", 0),
            new ShakeId("x".repeat(40), 999_999_999))) {
      assertThat(ShakeId.parse(id.toString())).isEqualTo(id);
    }
    assertThat(new ShakeId("first", 17)).hasToString("first-17");
  }

  @Test
  void shouldTakeTheLastNumberAsTheTurnAndDropItsLeadingZeros() {
    assertThat(ShakeId.parse("a-1-2")).isEqualTo(new ShakeId("a-1", 2));
    assertThat(ShakeId.parse("first-007")).isEqualTo(new ShakeId("first", 7));
  }

  @Test
  void shouldRefuseOtherForms() {
    for (String text :
        List.of(
            "",
            "first",
            "first-",
            "-17",
            "17",
            "First-17",
            "first-1000000000",
            "first--17x",
            "first-1 ",
            "first-\u0661",
            "x".repeat(41) + "-1")) {
      assertThatThrownBy(() -> ShakeId.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("such as first-17");
    }
  }

  @Test
  void shouldRefuseATurnThatCannotBeNamed() {
    assertThatThrownBy(() -> new ShakeId("first", -1)).hasMessageContaining("turn -1");
    assertThatThrownBy(() -> new ShakeId("first", 1_000_000_000))
        .hasMessageContaining("turn 1000000000");
  }
}
