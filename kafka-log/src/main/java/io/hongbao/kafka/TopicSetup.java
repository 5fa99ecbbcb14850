package io.hongbao.kafka;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.kafka.Topics.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that are missing and verifies them all. */
public final class TopicSetup {

  private static final long TIMEOUT_SECONDS = 30;
  private static final long CHECK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final String CLEANUP = "cleanup.policy";
  private static final String COMPACT = "compact";

  private TopicSetup() {}

  /**
   * Creates what is missing, then reads back every topic's settings.
   *
   * @throws TopicSettingsException if a topic has others than the law needs
   * @throws OperationFailedException if Kafka does not answer within 30 s
   */
  public static void createAndVerify(Admin admin, Topics topics) {
    create(admin, topics);
    awaitVisible(admin, topics);
    verify(admin, topics);
  }

  /**
   * As {@link #createAndVerify}, and sets what can be set.
   *
   * @return a sentence for each setting that was mended
   * @throws TopicSettingsException if something is left that no setting puts right; nothing is
   *     mended then
   */
  public static List<String> mendAndVerify(Admin admin, Topics topics) {
    create(admin, topics);
    awaitVisible(admin, topics);
    Differences found = differences(admin, topics);
    if (!found.forGood().isEmpty()) {
      verify(admin, topics);
    }
    Map<ConfigResource, Collection<AlterConfigOp>> mending = new HashMap<>();
    for (Setting setting : found.settings()) {
      mending
          .computeIfAbsent(resource(setting.topic()), topic -> new ArrayList<>())
          .add(setting.toMending());
    }
    get(admin.incrementalAlterConfigs(mending).all());
    awaitMended(admin, topics);
    return found.settings().stream()
        .map(
            it ->
                String.format(
                    Locale.ROOT,
                    "topic %s: %s was %s and is %s",
                    it.topic(),
                    it.name(),
                    it.actual(),
                    it.wanted()))
        .toList();
  }

  /** A broker may not have heard yet of what the controller has just set. */
  private static void awaitMended(Admin admin, Topics topics) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!differences(admin, topics).isNone() && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(CHECK_EVERY_NANOS);
    }
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
          throw new OperationFailedException("cannot read topics: " + e.getCause().getMessage(), e);
        }
      } catch (InterruptedException | TimeoutException e) {
        throw unanswered(e);
      }
      LockSupport.parkNanos(CHECK_EVERY_NANOS);
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
          throw new OperationFailedException(
              "cannot create topic " + topic.name() + ": " + e.getCause().getMessage(), e);
        }
      } catch (InterruptedException | TimeoutException e) {
        throw unanswered(e);
      }
    }
  }

  private static void verify(Admin admin, Topics topics) {
    Differences found = differences(admin, topics);
    if (!found.isNone()) {
      List<String> problems = new ArrayList<>(found.forGood());
      found.settings().forEach(setting -> problems.add(setting.toString()));
      throw new TopicSettingsException(problems, found.forGood().isEmpty());
    }
  }

  /** A setting that another value of would break a promise; it can be set. */
  private record Setting(String topic, String name, String actual, String wanted) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "topic %s: %s is %s, expected %s", topic, name, actual, wanted);
    }

    AlterConfigOp toMending() {
      return new AlterConfigOp(new ConfigEntry(name, wanted), AlterConfigOp.OpType.SET);
    }
  }

  /**
   * How topics differ from what they must be.
   *
   * @param forGood what no setting puts right, in sentences
   */
  private record Differences(List<String> forGood, List<Setting> settings) {
    boolean isNone() {
      return forGood.isEmpty() && settings.isEmpty();
    }
  }

  private static Differences differences(Admin admin, Topics topics) {
    List<String> names = topics.all().stream().map(Topic::name).toList();
    List<ConfigResource> resources = names.stream().map(TopicSetup::resource).toList();
    Map<String, TopicDescription> descriptions = get(admin.describeTopics(names).allTopicNames());
    Map<ConfigResource, Config> configs = get(admin.describeConfigs(resources).all());
    Differences found = new Differences(new ArrayList<>(), new ArrayList<>());
    for (Topic topic : topics.all()) {
      TopicDescription description = descriptions.get(topic.name());
      Config config = configs.get(resource(topic.name()));
      compare(topic, topics.replication(), description, found.forGood());
      compare(topic, config, found.settings());
      if (topic.isKeptForEver()) {
        lookForGaps(admin, topic, description, config, found);
      }
    }
    return found;
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static void compare(
      Topic topic, short replication, TopicDescription description, List<String> forGood) {
    int partitions = description.partitions().size();
    if (partitions != topic.partitions()) {
      forGood.add(
          String.format(
              Locale.ROOT,
              "topic %s: has %d partitions, expected %d; their number is fixed",
              topic.name(),
              partitions,
              topic.partitions()));
    }
    int replicas = description.partitions().get(0).replicas().size();
    if (replicas < replication) {
      forGood.add(
          String.format(
              Locale.ROOT,
              "topic %s: has %d replicas, expected %d; they were fixed when it was made",
              topic.name(),
              replicas,
              replication));
    }
  }

  private static void compare(Topic topic, Config config, List<Setting> settings) {
    new TreeMap<>(topic.config())
        .forEach(
            (name, wanted) -> {
              String actual = value(config, name);
              if (!wanted.equals(actual)) {
                settings.add(new Setting(topic.name(), name, actual, wanted));
              }
            });
  }

  /** Records that are gone come back by no setting. */
  private static void lookForGaps(
      Admin admin, Topic topic, TopicDescription description, Config config, Differences found) {
    if (value(config, CLEANUP).contains(COMPACT)) {
      found.settings().removeIf(it -> it.topic().equals(topic.name()) && it.name().equals(CLEANUP));
      found
          .forGood()
          .add(
              String.format(
                  Locale.ROOT,
                  "topic %s: %s is %s, expected delete: it may have lost records",
                  topic.name(),
                  CLEANUP,
                  value(config, CLEANUP)));
    }
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    description
        .partitions()
        .forEach(
            each ->
                asked.put(
                    new TopicPartition(topic.name(), each.partition()), OffsetSpec.earliest()));
    new TreeMap<>(
            get(admin.listOffsets(asked).all()).entrySet().stream()
                .collect(
                    Collectors.toMap(it -> it.getKey().partition(), it -> it.getValue().offset())))
        .forEach(
            (partition, begin) -> {
              if (begin > 0) {
                found
                    .forGood()
                    .add(
                        String.format(
                            Locale.ROOT,
                            "topic %s: partition %d begins at offset %d, expected 0: the records before it are gone",
                            topic.name(),
                            partition,
                            begin));
              }
            });
  }

  private static String value(Config config, String name) {
    return config.get(name) == null ? "unset" : config.get(name).value();
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new OperationFailedException("cannot read topics: " + e.getCause().getMessage(), e);
    } catch (InterruptedException | TimeoutException e) {
      throw unanswered(e);
    }
  }

  private static OperationFailedException unanswered(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new OperationFailedException("Kafka did not answer within " + TIMEOUT_SECONDS + " s", e);
  }

  /**
   * Topics do not have the settings that the law rests on. The message lists every difference, a
   * line each; what to do about them depends on how Kafka runs, and whoever catches this says it.
   */
  public static final class TopicSettingsException extends OperationFailedException {

    private static final long serialVersionUID = 1L;

    private final boolean mendable;

    TopicSettingsException(List<String> problems, boolean mendable) {
      super("the log's settings break the law:\n  " + String.join("\n  ", problems));
      this.mendable = mendable;
    }

    /** Whether {@link TopicSetup#mendAndVerify} can put all of it right. */
    public boolean isMendable() {
      return mendable;
    }
  }
}
