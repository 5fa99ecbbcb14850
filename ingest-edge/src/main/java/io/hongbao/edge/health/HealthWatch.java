package io.hongbao.edge.health;

import io.hongbao.kafka.GroupProgress;
import io.hongbao.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka every few seconds how far the jobs are and what the topics are, in a thread. */
public final class HealthWatch implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofSeconds(3);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

  private final Admin admin;
  private final Health health;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Starts to watch. */
  public HealthWatch(String bootstrapServers, String edgeId, Health health) {
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                edgeId + "-health"));
    this.health = health;
    this.thread = new Thread(this::watch, edgeId + "-health");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  private void watch() {
    try {
      do {
        look();
      } while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      health.topics(topics());
      health.committed(committed(GroupProgress.DRAW), committed(GroupProgress.RISK));
    } catch (ExecutionException e) {
      health.kafkaSilent(String.valueOf(e.getCause().getMessage()));
    } catch (TimeoutException e) {
      health.kafkaSilent("no answer within " + ANSWER_TIMEOUT.toSeconds() + " s");
    } catch (KafkaException e) {
      health.kafkaSilent(String.valueOf(e.getMessage()));
    }
  }

  private Map<TopicPartition, Long> committed(String group)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try {
      await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach(
              (partition, at) -> {
                if (at != null) {
                  offsets.put(partition, at.offset());
                }
              });
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
    }
    return offsets;
  }

  private List<TopicFacts> topics()
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Topics.Topic> needed = Topics.forBrokers(1, 1).all();
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(needed.stream().map(Topics.Topic::name).toList()).topicNameValues();
    Map<ConfigResource, KafkaFuture<Config>> settings =
        admin.describeConfigs(needed.stream().map(HealthWatch::resource).toList()).values();
    List<TopicFacts> there = new ArrayList<>();
    for (Topics.Topic topic : needed) {
      try {
        TopicDescription description = await(descriptions.get(topic.name()));
        there.add(
            new TopicFacts(
                topic.name(),
                description.topicId().toString(),
                description.partitions().size(),
                description.partitions().get(0).replicas().size(),
                settings(topic, settings.get(resource(topic)))));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return there;
  }

  /** A cluster may not let edges read them; then they are not watched. */
  private static Map<String, String> settings(Topics.Topic topic, KafkaFuture<Config> told)
      throws InterruptedException, TimeoutException {
    try {
      return await(told).entries().stream()
          .filter(entry -> topic.config().containsKey(entry.name()) && entry.value() != null)
          .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    } catch (ExecutionException e) {
      LOG.debug("settings of topic {} are not known", topic.name(), e);
      return Map.of();
    }
  }

  private static ConfigResource resource(Topics.Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  private static <T> T await(KafkaFuture<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    admin.close(Duration.ofSeconds(1));
  }
}
