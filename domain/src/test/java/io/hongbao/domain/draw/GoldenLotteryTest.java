package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.GoldenTable.Row;
import io.hongbao.domain.draw.Lottery.Chance;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenLotteryTest {

  static List<Row> rows() {
    return GoldenTable.read("lottery.csv");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldDrawAsTheTableSays(Row row) {
    Lottery lottery = lottery(row);
    String user = row.hexText("user_utf8_hex");
    int turn = (int) row.number("turn");
    assertThat(HexFormat.of().formatHex(lottery.hash(user, turn))).isEqualTo(row.text("hmac_hex"));
    Chance expected = new Chance(row.text("passes").equals("yes"), losingOutcome(row));
    assertThat(lottery.draw(user, turn)).isEqualTo(expected);
    assertThat(lottery.draw(user, turn)).as("asked again").isEqualTo(expected);
  }

  @Test
  void shouldBeginWithTheCheckOfTheDesign() {
    Row first = rows().get(0);
    assertThat(first.text("secret_hex"))
        .isEqualTo("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    assertThat(List.of(first.text("show"), first.text("wave"), first.hexText("user_utf8_hex")))
        .isEqualTo(List.of("spring-gala-2027", "first", "u1"));
    assertThat(first.text("turn")).isEqualTo("17");
    assertThat(first.text("hmac_hex")).startsWith("b919d527317c0354");
  }

  private static Lottery lottery(Row row) {
    Wave wave =
        new Wave(
            new WaveSchedule(row.text("wave"), 0, 300_000, 5_000),
            Odds.of(row.text("odds")),
            Odds.of(row.text("greeting_odds")),
            row.list("greetings"),
            new WaveSecret(HexFormat.of().parseHex(row.text("secret_hex"))));
    return new Lottery(row.text("show"), wave);
  }

  private static Outcome losingOutcome(Row row) {
    String text = row.text("losing_outcome");
    return text.equals("MISS") ? Outcome.MISS : new Outcome.Greeting(text.substring(9));
  }
}
