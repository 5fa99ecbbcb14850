package io.hongbao.rehearsal.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.jobs.risk.RiskJobSettings;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class TalliedRiskJobTest {

  @Test
  void shouldTallyWhatTheLastCounterOfTheJobThatProductionRunsHandsToTheRules() {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    TalliedRiskJob.define(
        environment, RiskJobSettings.of("unused:9092", 1), Path.of("unused.marks"), 100);

    StreamGraph graph = environment.getStreamGraph();

    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains(
            "shakes",
            "packets",
            "counts-by-user",
            "counts-by-neighbours",
            "rules",
            "judge",
            "tally");
    assertThat(readersOf(graph, "counts-by-neighbours"))
        .containsExactlyInAnyOrder("rules", "tally");
  }

  private static List<String> readersOf(StreamGraph graph, String uid) {
    return graph.getStreamNodes().stream()
        .filter(
            node ->
                node.getInEdges().stream()
                    .anyMatch(
                        edge ->
                            uid.equals(
                                graph.getStreamNode(edge.getSourceId()).getTransformationUID())))
        .map(StreamNode::getTransformationUID)
        .toList();
  }
}
