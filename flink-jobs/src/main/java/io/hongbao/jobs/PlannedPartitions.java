package io.hongbao.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exactly the partitions of the plan, never another. Flink asks at each start, at a restore too,
 * and every {@link #LOOK_EVERY_MILLIS}; each time the topic must be as it was planned, or the job
 * fails for good. That Kafka does not answer proves nothing: the job waits for it as for any
 * record.
 */
final class PlannedPartitions implements KafkaSubscriber {

  /** How soon a topic that was changed by hand is noticed. */
  static final long LOOK_EVERY_MILLIS = 5_000;

  private static final long serialVersionUID = 1L;

  private static final long ANSWER_SECONDS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(PlannedPartitions.class);

  private final String topic;
  private final int partitions;

  /** Of the first look by this JobManager; null before. */
  private transient Uuid topicId;

  PlannedPartitions(String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
  }

  /** The log is not the one that the show was planned for. No restart can mend that. */
  @ThrowableAnnotation(ThrowableType.NonRecoverableError)
  static final class OtherLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OtherLogException(String message) {
      super(message);
    }
  }

  /** All of them, as they stand in the plan. */
  Set<TopicPartition> all() {
    return IntStream.range(0, partitions)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .collect(Collectors.toSet());
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    try {
      requireAsPlanned(
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS)
              .get(topic));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        // A broker that has just come back may not know it yet, so this may mend itself.
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "topic %s is not there, expected %d partitions of it",
                topic,
                partitions),
            e);
      }
      LOG.warn("topic {} cannot be looked at for now: {}", topic, e.getCause().getMessage());
    } catch (TimeoutException | KafkaException e) {
      LOG.warn("topic {} cannot be looked at for now: {}", topic, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return all();
  }

  private void requireAsPlanned(TopicDescription found) {
    int count = found.partitions().size();
    if (count != partitions) {
      throw new OtherLogException(
          String.format(
              Locale.ROOT,
              "topic %s has %d partitions, expected %d: their number is fixed for a show, so the"
                  + " job stops; give the show a log of %d partitions, in another cluster or data"
                  + " folder, or start the job with the count that the show was loaded with",
              topic,
              count,
              partitions,
              partitions));
    }
    if (topicId == null) {
      topicId = found.topicId();
    } else if (!topicId.equals(found.topicId())) {
      throw new OtherLogException(
          String.format(
              Locale.ROOT,
              "topic %s was deleted and made again (its id was %s and is %s): what the job"
                  + " remembers is of the former one, so it stops; take another cluster or data"
                  + " folder",
              topic,
              topicId,
              found.topicId()));
    }
  }
}
