package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.torture.PayoutMonitor.Second;
import io.hongbao.show.preview.Glyphs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayoutCurveTest {

  @Test
  void shouldDrawEachFigureAsHighAsItsPeak() {
    List<Second> seconds =
        List.of(
            new Second(1_000, 0, 0, 0, 0, 0, false),
            new Second(2_000, 16, 10, 10, 0, 0, false),
            new Second(3_000, -1, 0, 0, 0, 0, false),
            new Second(4_000, 32, 20, 5, 0, 8, true));

    assertThat(PayoutCurve.of(seconds, Glyphs.ASCII))
        .isEqualTo(
            """
              calls in flight |   #
                       max 32 | = #
                              | # #
                      calls/s |   #
                       max 20 | = #
                              | # #
                   repeated/s |   #
                        max 8 |   #
                              |   #
                       paid/s | #
                       max 10 | # =
                              | # #
                 adapter away |  #
                 wallet fails |   #
                               +0 s to +4 s
            """);
  }

  @Test
  void shouldShowTheHighestOfTheSecondsThatShareAColumn() {
    List<Second> seconds = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      seconds.add(new Second(i, i == 3_333 ? 7 : 0, 0, 0, 0, 0, false));
    }

    String curve = PayoutCurve.of(seconds, Glyphs.ASCII);

    assertThat(curve).contains("max 7").contains("+0 s to +6000 s");
    assertThat(curve.lines()).allMatch(line -> line.length() <= 80);
    assertThat(curve.lines().findFirst().orElseThrow().indexOf('#'))
        .isEqualTo("                  |".length() + 33);
  }

  @Test
  void shouldSayThatNothingWasSeen() {
    assertThat(PayoutCurve.of(List.of(), Glyphs.ASCII))
        .isEqualTo("the payout adapter was not asked for its figures\n");
  }
}
