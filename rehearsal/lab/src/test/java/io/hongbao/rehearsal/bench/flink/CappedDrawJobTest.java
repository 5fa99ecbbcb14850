package io.hongbao.rehearsal.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.jobs.draw.DrawJob;
import io.hongbao.jobs.draw.DrawJobSettings;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class CappedDrawJobTest {

  private static final DrawJobSettings SETTINGS =
      DrawJobSettings.of("unused:9092", "unused:6379", "/unused", 4, 1);

  @Test
  void shouldBeTheJobThatProductionRunsButForItsPace() {
    StreamExecutionEnvironment capped = new StreamExecutionEnvironment(new Configuration());
    StreamExecutionEnvironment production = new StreamExecutionEnvironment(new Configuration());
    CappedDrawJob.define(capped, SETTINGS, 1_000);
    DrawJob.define(production, SETTINGS);

    assertThat(operators(capped)).isNotEmpty().isEqualTo(operators(production));
  }

  @Test
  void shouldNotStartWithoutAPace() {
    assertThatThrownBy(() -> CappedDrawJob.main(new String[] {}))
        .hasMessage("first argument missing: expected shakes a second, 1 to 9999999");
    assertThatThrownBy(() -> CappedDrawJob.main(new String[] {"--kafka"}))
        .hasMessage("first argument --kafka: expected shakes a second, 1 to 9999999");
  }

  private static List<String> operators(StreamExecutionEnvironment environment) {
    return environment.getStreamGraph().getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .sorted()
        .toList();
  }
}
