package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LotteryTest {

  private static final WaveSecret SECRET =
      new WaveSecret(
          HexFormat.of()
              .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

  @Test
  void shouldHashAsTheDesignSays() {
    Wave wave =
        new Wave(
            new WaveSchedule("first", 0, 300_000, 5_000),
            Odds.of("0.02"),
            Odds.of("0"),
            List.of(),
            SECRET);
    byte[] hash = new Lottery("spring-gala-2027", wave).hash("u1", 17);
    assertThat(HexFormat.of().formatHex(hash)).startsWith("b919d527317c0354");
  }
}
