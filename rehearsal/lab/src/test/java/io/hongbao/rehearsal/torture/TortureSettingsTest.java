package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.rehearsal.audience.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class TortureSettingsTest {

  @Test
  void shouldNameTheTransportInTheCommandThatDoesTheSame() {
    assertThat(over(Transport.WS).command()).contains(" --transport ws");
    assertThat(over(Transport.HTTP).command()).doesNotContain("--transport");
  }

  @Test
  void shouldNameWhatItAsksOfMoneyInTheCommandThatDoesTheSame() {
    assertThat(paying(15_000, 120).command()).endsWith(" --packets 15000 --wallet-faults 120");
    assertThat(over(Transport.HTTP).command()).doesNotContain("--packets", "--wallet-faults");
  }

  @Test
  void shouldPayIfMoneyIsAskedFor() {
    assertThat(over(Transport.HTTP).pays()).isFalse();
    assertThat(paying(1, 0).pays()).isTrue();
    assertThat(paying(0, 1).pays()).isTrue();
  }

  @Test
  void shouldRefuseMorePacketsThanPhonesCanWin() {
    assertThatThrownBy(() -> paying(15_001, 0))
        .hasMessage("--packets is 15001, and 5000 phones can win 3 each: name more --phones");
    assertThat(TortureSettings.phonesFor(400, 20_000)).isEqualTo(20_000);
    assertThat(TortureSettings.phonesFor(400, 0)).isEqualTo(4_800);
  }

  private static TortureSettings over(Transport transport) {
    return settings(transport, 0, 0);
  }

  private static TortureSettings paying(int packets, int faultSeconds) {
    return settings(Transport.HTTP, packets, faultSeconds);
  }

  private static TortureSettings settings(Transport transport, int packets, int faultSeconds) {
    return new TortureSettings(
        Path.of("data"),
        20,
        0,
        1,
        400,
        5_000,
        1,
        2,
        2,
        EnumSet.of(PartKind.EDGE),
        Duration.ofSeconds(12),
        Duration.ofSeconds(60),
        false,
        false,
        transport,
        packets,
        Duration.ofSeconds(faultSeconds));
  }
}
