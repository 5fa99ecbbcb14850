package io.hongbao.rehearsal.bench.flink;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.kafka.GroupProgress;
import io.hongbao.kafka.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Tells when the draw job has decided all that the log holds, and a checkpoint has it. */
public final class LogEnds implements AutoCloseable {

  private final Admin admin;

  public LogEnds(String kafka) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka));
  }

  /**
   * Waits for it.
   *
   * @throws OperationFailedException if it takes longer
   */
  public void awaitDecided(Duration within) throws InterruptedException {
    GroupProgress.awaitPassed(admin, GroupProgress.DRAW, ends(), within)
        .ifPresent(
            behind -> {
              throw new OperationFailedException("the draw job is behind: " + behind);
            });
  }

  private Map<TopicPartition, Long> ends() throws InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      admin
          .describeTopics(List.of(Topics.SHAKES))
          .allTopicNames()
          .get()
          .get(Topics.SHAKES)
          .partitions()
          .forEach(
              partition ->
                  latest.put(
                      new TopicPartition(Topics.SHAKES, partition.partition()),
                      OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach((partition, info) -> ends.put(partition, info.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new OperationFailedException("Kafka does not tell where the log ends", e.getCause());
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
