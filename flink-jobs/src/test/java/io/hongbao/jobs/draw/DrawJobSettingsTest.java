package io.hongbao.jobs.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrawJobSettingsTest {

  @Test
  void shouldReadArguments() {
    String[] arguments = {
      "--kafka", "127.0.0.1:9092",
      "--redis", "redis://127.0.0.1:6379",
      "--keys", "/keys",
      "--partitions", "8",
      "--parallelism", "4",
      "--buffer-timeout-ms", "7"
    };

    assertThat(DrawJobSettings.read(arguments, Map.of()))
        .isEqualTo(
            new DrawJobSettings(
                "127.0.0.1:9092", "redis://127.0.0.1:6379", "/keys", 8, 4, Duration.ofMillis(7)));
  }

  @Test
  void shouldLetTheEnvironmentStandForWhatIsNotGiven() {
    Map<String, String> environment =
        Map.of(
            "HONGBAO_KAFKA", "other:9092",
            "HONGBAO_REDIS", "127.0.0.1:6379",
            "HONGBAO_KEYS", "/keys",
            "HONGBAO_PARTITIONS", "8");

    assertThat(DrawJobSettings.read(new String[] {"--kafka", "127.0.0.1:9092"}, environment))
        .isEqualTo(DrawJobSettings.of("127.0.0.1:9092", "redis://127.0.0.1:6379", "/keys", 8, 1));
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThatThrownBy(() -> DrawJobSettings.read(new String[] {"--kafka", "a:1"}, Map.of()))
        .hasMessage("expected --redis or HONGBAO_REDIS");
    assertThatThrownBy(() -> DrawJobSettings.read(new String[] {"--kafak", "a:1"}, Map.of()))
        .hasMessageStartingWith("argument --kafak: expected one of --kafka, --redis");
    assertThatThrownBy(() -> DrawJobSettings.read(new String[] {"--kafka"}, Map.of()))
        .hasMessage("argument --kafka: expected a value");
    assertThatThrownBy(() -> DrawJobSettings.of("a:1", "b:2", "/keys", 8, 129))
        .hasMessage("parallelism 129: expected 1 to 128");
  }
}
