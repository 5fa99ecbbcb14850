package io.hongbao.wire.topics;

import io.hongbao.wire.topics.Topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that are missing and verifies them all. */
public final class TopicSetup {

  private static final long TIMEOUT_SECONDS = 30;
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private TopicSetup() {}

  /**
   * Creates what is missing, then reads back every topic's settings.
   *
   * @throws TopicSettingsException if a topic has others than the law needs
   * @throws IllegalStateException if Kafka does not answer within 30 s
   */
  public static void createAndVerify(Admin admin, Topics topics) {
    create(admin, topics);
    awaitVisible(admin, topics);
    verify(admin, topics);
  }

  /** A broker may not have heard yet of a topic that the controller has just created. */
  private static void awaitVisible(Admin admin, Topics topics) {
    List<String> names = topics.all().stream().map(Topic::name).toList();
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (true) {
      try {
        admin.describeTopics(names).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException e) {
        boolean mayStillCome = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!mayStillCome || System.nanoTime() > deadlineNanos) {
          throw new IllegalStateException("cannot read topics: " + e.getCause().getMessage(), e);
        }
      } catch (InterruptedException | TimeoutException e) {
        throw unanswered(e);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private static void create(Admin admin, Topics topics) {
    for (Topic topic : topics.all()) {
      NewTopic wanted =
          new NewTopic(topic.name(), topic.partitions(), topics.replication())
              .configs(topic.config());
      try {
        admin.createTopics(List.of(wanted)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new IllegalStateException(
              "cannot create topic " + topic.name() + ": " + e.getCause().getMessage(), e);
        }
      } catch (InterruptedException | TimeoutException e) {
        throw unanswered(e);
      }
    }
  }

  private static void verify(Admin admin, Topics topics) {
    List<String> names = topics.all().stream().map(Topic::name).toList();
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, TopicDescription> descriptions = get(admin.describeTopics(names).allTopicNames());
    Map<ConfigResource, Config> configs = get(admin.describeConfigs(resources).all());
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Topic topic = topics.all().get(i);
      compare(topic, topics.replication(), descriptions.get(topic.name()), problems);
      compare(topic, configs.get(resources.get(i)), problems);
    }
    if (!problems.isEmpty()) {
      throw new TopicSettingsException(problems);
    }
  }

  private static void compare(
      Topic topic, short replication, TopicDescription description, List<String> problems) {
    int partitions = description.partitions().size();
    if (partitions != topic.partitions()) {
      problems.add(
          String.format(
              Locale.ROOT,
              "topic %s: has %d partitions, expected %d; their number is fixed, take another name or data folder",
              topic.name(),
              partitions,
              topic.partitions()));
    }
    int replicas = description.partitions().get(0).replicas().size();
    if (replicas < replication) {
      problems.add(
          String.format(
              Locale.ROOT,
              "topic %s: has %d replicas, expected %d; mend with kafka-reassign-partitions",
              topic.name(),
              replicas,
              replication));
    }
  }

  private static void compare(Topic topic, Config config, List<String> problems) {
    new TreeMap<>(topic.config())
        .forEach(
            (name, wanted) -> {
              String actual = config.get(name) == null ? "unset" : config.get(name).value();
              if (!wanted.equals(actual)) {
                problems.add(
                    String.format(
                        Locale.ROOT,
                        "topic %s: %s is %s, expected %s; mend with kafka-configs --alter --topic %s --add-config %s=%s",
                        topic.name(),
                        name,
                        actual,
                        wanted,
                        topic.name(),
                        name,
                        wanted));
              }
            });
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot read topics: " + e.getCause().getMessage(), e);
    } catch (InterruptedException | TimeoutException e) {
      throw unanswered(e);
    }
  }

  private static IllegalStateException unanswered(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new IllegalStateException("Kafka did not answer within " + TIMEOUT_SECONDS + " s", e);
  }
}
