package io.hongbao.jobs.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PacketsJobSettingsTest {

  @Test
  void shouldReadArgumentsAndTheEnvironment() {
    String[] arguments = {"--kafka", "127.0.0.1:9092", "--partitions", "8", "--parallelism", "4"};

    assertThat(PacketsJobSettings.read(arguments, Map.of("HONGBAO_REDIS", "127.0.0.1:6379")))
        .isEqualTo(new PacketsJobSettings("127.0.0.1:9092", "redis://127.0.0.1:6379", 8, 4));
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThatThrownBy(() -> PacketsJobSettings.read(new String[] {"--kafka", "a:1"}, Map.of()))
        .hasMessage("expected --redis or HONGBAO_REDIS");
    assertThatThrownBy(() -> new PacketsJobSettings("a:1", "b:2", 0, 1))
        .hasMessage("partitions 0: expected at least 1");
    assertThatThrownBy(() -> new PacketsJobSettings("a:1", "b:2", 8, 129))
        .hasMessage("parallelism 129: expected 1 to 128");
  }
}
