package io.hongbao.show.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.limits.Limits;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PreviewFormatterTest {

  private static final Pool COLA = new Pool("cola", 6_000, 3_000_000, 100, 2_000);
  private static final Pool TEA = new Pool("tea", 1_500, 123_456, 1, 10_000);

  @Test
  void shouldShowTheShowItsWavePoolsAndTheReleaseCurve() {
    CampaignPreview preview = Previews.of("0.03", new Curve.Ramp(), COLA, TEA);

    assertThat(
            PreviewFormatter.of(
                preview,
                Optional.of(Forecast.of(preview, 10_000)),
                Optional.empty(),
                Glyphs.BLOCKS))
        .isEqualTo(
            """
            show gala
              packets   7,500, worth 31,234.56 yuan
              buckets   64
              limits    3 packets a user, 1 of an enterprise
              phones    6,000 can hold all within the limits; 10,000 expected

            wave first
              opens     2027-02-05 20:30:00 Asia/Shanghai
              closes    2027-02-05 20:35:00, after 5m
              turns     60 a user, one every 5s
              odds      0.03 of turns may win, 1 of 33.3
              wins      25.0 a second on average, 49.5 at the peak, when all is won
              phones    from 8,250 on, all packets can be given away
              expected  600,000 turns, 18,000 may win, 7,500 win (1.25 % of turns)

              enterprise  packets       yuan   min  mean     max  a bucket
              cola          6,000  30,000.00  1.00  5.00   20.00     93-94
              tea           1,500   1,234.56  0.01  0.82  100.00     23-24
              all           7,500  31,234.56

                 packets/s
                      49.5 │                                            ▂▃▄▅▇█
                           │                                      ▂▃▄▆▇███████
                           │                               ▁▂▃▅▆▇█████████████
                           │                         ▁▂▄▅▆▇███████████████████
                      24.8 │                   ▁▃▄▅▆██████████████████████████
                           │             ▁▃▄▅▇████████████████████████████████
                           │       ▂▃▄▆▇██████████████████████████████████████
                           │▁▂▃▅▆▇████████████████████████████████████████████
                         0 └┬─────────┬─────────┬─────────┬─────────┬─────────┬
                            +0s       +1m       +2m       +3m       +4m       +5m
                      cola │▁▁▁▁▁▁▁▁▁▂▂▂▂▂▂▂▃▃▃▃▃▃▄▄▄▄▄▄▅▅▅▅▅▅▆▆▆▆▆▆▇▇▇▇▇▇████ peak 39.7
                       tea │▁▁▁▁▁▁▁▁▁▁▂▂▂▂▂▃▃▃▃▃▃▃▄▄▄▄▄▄▅▅▅▅▅▆▆▆▆▆▆▆▇▇▇▇▇▇▇███ peak 9.8
            """);
  }

  @Test
  void shouldDrawWithPlainCharactersWhereThereAreNoOthers() {
    // Given
    Curve heaps =
        new Curve.Steps(
            List.of(
                new Curve.Step(0, new BigDecimal("0.25")),
                new Curve.Step(150_000, new BigDecimal("0.75"))));
    CampaignPreview preview = Previews.of("0.03", heaps, COLA);

    // When
    String text = PreviewFormatter.of(preview, Optional.empty(), Optional.empty(), Glyphs.ASCII);

    // Then
    assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
    assertThat(text)
        .endsWith(
            """
                 packets/s
                     750.0 |                         #
                           |                         #
                           |                         #
                           |                         #
                     375.0 |                         #
                           |+                        #
                           |#                        #
                           |#                        #
                         0 ++---------+---------+---------+---------+---------+
                            +0s       +1m       +2m       +3m       +4m       +5m
            """);
  }

  @Test
  void shouldTellWhatLateViewersLoseAndWhatAWaveCarries() {
    // Given
    List<Channel> channels =
        List.of(new Channel("tv", 3_000), new Channel("web", 35_000), new Channel("app", 300_000));
    CampaignPreview preview =
        Previews.of(
            new Limits(3, 1),
            channels,
            Previews.wave("first", 0, "0.5", COLA),
            Previews.carrying("second", "first"));

    // When
    String text = PreviewFormatter.of(preview, Optional.empty(), Optional.empty(), Glyphs.ASCII);

    // Then
    assertThat(text)
        .contains(
            """
              turns     60 a user, one every 5s
              channel   tv, 3s late: viewers lose no turn
              channel   web, 35s late: viewers lose 10 % of their turns
              channel   app, 5m late: viewers lose 100 % of their turns
              odds      0.5 of turns may win, 1 of 2
              wins      20.0 a second on average, 20.0 at the peak, when all is won
            """)
        .endsWith(
            """

            wave second
              opens     2027-02-05 20:40:00 Asia/Shanghai
              closes    2027-02-05 20:45:00, after 5m
              turns     60 a user, one every 5s
              channel   tv, 3s late: viewers lose no turn
              channel   web, 35s late: viewers lose 10 % of their turns
              channel   app, 5m late: viewers lose 100 % of their turns
              odds      0.5 of turns may win, 1 of 2
              carries   what wave first leaves; it is not counted here
            """);
  }

  @Test
  void shouldKeepWithinEightyColumnsHoweverLongTheNames() {
    // Given
    WavePreview wave = Previews.of("0.5", new Curve.Ramp(), COLA).waves().get(0);
    Pool longest = new Pool("x".repeat(40), 100_000_000, 10_000_000_000L, 1, 10_000_000);
    List<Long> slices = Collections.nCopies(PoolPreview.SLICES, 2_000_000L);
    WavePreview wide =
        new WavePreview(
            wave.schedule(),
            wave.odds(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(wave.pools().get(0), new PoolPreview(longest, 1, 2, 0, slices)));

    // Then
    assertThat(ReleaseChart.of(wide, Glyphs.BLOCKS).lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void shouldSayThatNothingCanBeWonAtOddsOfZero() {
    CampaignPreview preview = Previews.of("0", new Curve.Uniform(), COLA);

    assertThat(PreviewFormatter.of(preview, Optional.empty(), Optional.empty(), Glyphs.ASCII))
        .contains("  phones    no number of them can be given all packets\n");
  }
}
