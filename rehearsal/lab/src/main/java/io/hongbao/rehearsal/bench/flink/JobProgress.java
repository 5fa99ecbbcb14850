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
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** Where topics end; and when a job has decided all that its log holds. */
public final class JobProgress implements AutoCloseable {

  private final Admin admin;

  public JobProgress(String kafka) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka));
  }

  /**
   * Returns when the draw job has decided all that the log holds, and a checkpoint has it.
   *
   * @throws OperationFailedException if it takes longer
   */
  public void awaitDecided(Duration within) throws InterruptedException {
    awaitPassed(GroupProgress.DRAW, Topics.SHAKES, within);
  }

  /**
   * Returns when the packets job has decided all that the topic {@code packets} holds, and a
   * checkpoint has it.
   *
   * @throws OperationFailedException if it takes longer
   */
  public void awaitPacketsDecided(Duration within) throws InterruptedException {
    awaitPassed(GroupProgress.PACKETS, Topics.PACKETS, within);
  }

  private void awaitPassed(String job, String topic, Duration within) throws InterruptedException {
    GroupProgress.awaitPassed(admin, job, ends(topic), within)
        .ifPresent(
            behind -> {
              throw new OperationFailedException("job " + job + " is behind: " + behind);
            });
  }

  /** How many records a topic has ever been given, by writers without transactions. */
  public long count(String topic) throws InterruptedException {
    return ends(topic).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Deletes the records of a topic but for the last of each partition, by which those who read it
   * know how late it is.
   */
  public void deleteAllButTheLast(String topic) throws InterruptedException {
    Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
    ends(topic)
        .forEach(
            (partition, end) ->
                before.put(partition, RecordsToDelete.beforeOffset(Math.max(0, end - 1))));
    try {
      admin.deleteRecords(before).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not delete the records of " + topic, e.getCause());
    }
  }

  private Map<TopicPartition, Long> ends(String topic) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .forEach(
              partition ->
                  latest.put(
                      new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach((partition, info) -> ends.put(partition, info.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new OperationFailedException(
          "Kafka does not tell where " + topic + " ends", e.getCause());
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
