package io.hongbao.rehearsal.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.YamlParserUtils;
import org.junit.jupiter.api.Test;

class CommonSettingsTest {

  @Test
  void shouldReadFlinksFileAsFlinkDoes() throws IOException {
    String text = Files.readString(Path.of("..", "..", "docker", "config", "flink.yaml"));
    Map<String, String> expected = new TreeMap<>();
    Map<?, ?> lines = YamlParserUtils.convertToObject(text, Map.class);
    lines.forEach((name, value) -> expected.put(name.toString(), value.toString()));

    assertThat(CommonSettings.flink()).isEqualTo(expected);
  }
}
