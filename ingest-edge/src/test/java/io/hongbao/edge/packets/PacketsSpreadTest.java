package io.hongbao.edge.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.UserHash;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacketsSpreadTest {

  private static final long CLOSES = 1_802_003_700_000L;
  private static final PacketsSpread MINUTE = new PacketsSpread(60);

  /** Its moment in a window of a minute is 41.234 s after the close. */
  private static final long HASH = 101_234;

  private static OptionalLong afterAnswer(long nextShakeAfterMillis, long nowMillis) {
    return MINUTE.afterAnswer(CLOSES, OptionalLong.of(nextShakeAfterMillis), HASH, nowMillis);
  }

  @Test
  void shouldSayNothingWhileATurnOfTheWaveFollows() {
    assertThat(afterAnswer(5_000, CLOSES - 5_001)).isEmpty();
    assertThat(afterAnswer(0, CLOSES - 1)).isEmpty();
  }

  @Test
  void shouldCountFromTheCloseInTheLastTurn() {
    assertThat(afterAnswer(5_000, CLOSES - 5_000)).hasValue(46_234);
    assertThat(afterAnswer(300_000, CLOSES - 1)).hasValue(41_235);
    assertThat(MINUTE.afterAnswer(CLOSES, OptionalLong.empty(), HASH, CLOSES - 3_000))
        .hasValue(44_234);
  }

  @Test
  void shouldCountFromNowAfterTheCloseHoweverLateTheAnswerIs() {
    assertThat(afterAnswer(299_000, CLOSES + 1_000)).hasValue(41_234);
    assertThat(afterAnswer(0, CLOSES + 300_000)).hasValue(41_234);
  }

  @Test
  void shouldSayItWithClosedWhileTheWindowLasts() {
    assertThat(MINUTE.whileClosed(OptionalLong.of(CLOSES), HASH, CLOSES)).hasValue(41_234);
    assertThat(MINUTE.whileClosed(OptionalLong.of(CLOSES), HASH, CLOSES + 59_999)).hasValue(41_234);
    assertThat(MINUTE.whileClosed(OptionalLong.of(CLOSES), HASH, CLOSES + 60_000)).isEmpty();
    assertThat(MINUTE.whileClosed(OptionalLong.empty(), HASH, CLOSES)).isEmpty();
  }

  @Test
  void shouldSayNothingWithoutAWindow() {
    PacketsSpread none = new PacketsSpread(0);

    assertThat(none.afterAnswer(CLOSES, OptionalLong.empty(), HASH, CLOSES)).isEmpty();
    assertThat(none.whileClosed(OptionalLong.of(CLOSES), HASH, CLOSES)).isEmpty();
  }

  @Test
  void shouldSpreadUsersEvenly() {
    int[] bySecond = new int[60];
    IntStream.range(0, 60_000)
        .mapToLong(i -> UserHash.of("u" + i))
        .map(hash -> MINUTE.afterAnswer(CLOSES, OptionalLong.empty(), hash, CLOSES).orElseThrow())
        .forEach(millis -> bySecond[(int) (millis / 1_000)]++);

    assertThat(IntStream.of(bySecond)).allSatisfy(users -> assertThat(users).isBetween(850, 1_150));
  }

  @Test
  void shouldBoundTheWindow() {
    assertThat(PacketsSpread.DEFAULT).isEqualTo(MINUTE);
    assertThat(new PacketsSpread(3_600).windowSeconds()).isEqualTo(3_600);
    for (int wrong : new int[] {-1, 3_601}) {
      assertThatThrownBy(() -> new PacketsSpread(wrong)).hasMessage("expected 0 to 3600");
    }
  }
}
