package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static TortureSettings over(Transport transport) {
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
        transport);
  }
}
