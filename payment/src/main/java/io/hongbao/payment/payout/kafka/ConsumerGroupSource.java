package io.hongbao.payment.payout.kafka;

import io.hongbao.payment.payout.InstructionHandler;
import io.hongbao.payment.payout.InstructionHandler.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instructions of a plain consumer group. Records of a partition are paid side by side; what is
 * committed is the place of the first that has no verdict. After a kill, those behind that place
 * are read again and paid by the same keys. What is not final goes to the end of the topic, so that
 * nothing holds a partition up for ever.
 */
public final class ConsumerGroupSource implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerGroupSource.class);

  /** While verdicts are awaited, which may make room for further records. */
  private static final Duration BUSY_POLL = Duration.ofMillis(100);

  private static final Duration IDLE_POLL = Duration.ofSeconds(1);

  /** So long what a killed adapter held waits for another one. */
  private static final int SESSION_TIMEOUT_MILLIS = 10_000;

  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int maxHeld;
  private final RecordHandler records;
  private final KafkaConsumer<byte[], byte[]> kafka;
  private final Thread thread;
  private volatile boolean joined;
  private volatile boolean closed;

  // Of the consumer's thread alone.
  private final Map<TopicPartition, Progress> progress = new HashMap<>();
  private long committedAtNanos = System.nanoTime();

  private ConsumerGroupSource(PayoutTopics topics, int maxHeld, RecordHandler records) {
    this.maxHeld = maxHeld;
    this.records = records;
    this.kafka =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                topics.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                topics.group(),
                // With the newer protocol brokers alone set it, to 45 s and more.
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                SESSION_TIMEOUT_MILLIS,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Math.min(maxHeld, 500)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.thread = new Thread(() -> run(topics), "hongbao-payout-consumer");
  }

  /**
   * Begins to take instructions, from the first record on.
   *
   * @param maxHeld records without a verdict beyond which no more are read, 1 to 10,000; up to as
   *     many again may have been read with the last of them
   */
  public static ConsumerGroupSource start(
      PayoutTopics topics, int maxHeld, InstructionHandler handler) {
    if (maxHeld < 1 || maxHeld > 10_000) {
      throw new IllegalArgumentException("maxHeld is " + maxHeld + ", expected 1 to 10000");
    }
    ConsumerGroupSource source =
        new ConsumerGroupSource(topics, maxHeld, new RecordHandler(topics, handler));
    source.thread.start();
    return source;
  }

  /** Whether it is a member of its group, with partitions or in case another one goes. */
  public boolean hasJoined() {
    return joined;
  }

  /** Commits what is decided and ends. */
  @Override
  public void close() {
    closed = true;
    kafka.wakeup();
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    records.close();
  }

  /** The records of a partition that are not final, and where reading goes on. */
  private static final class Progress {
    private final TreeMap<Long, CompletableFuture<Boolean>> undecided = new TreeMap<>();
    private long nextOffset = -1;
    private long committedOffset = -1;

    long decidedBefore() {
      undecided.values().removeIf(it -> it.getNow(false));
      return undecided.isEmpty() ? nextOffset : undecided.firstKey();
    }
  }

  private void run(PayoutTopics topics) {
    try (kafka) {
      kafka.subscribe(List.of(topics.instructions()), new Rebalance());
      while (!closed) {
        step();
      }
      commit(true);
    } catch (WakeupException e) {
      LOG.debug("the consumer was woken up to end");
      commit(true);
    }
  }

  private void step() {
    try {
      ConsumerRecords<byte[], byte[]> polled = kafka.poll(held() == 0 ? IDLE_POLL : BUSY_POLL);
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        Progress of =
            progress.computeIfAbsent(
                new TopicPartition(record.topic(), record.partition()), it -> new Progress());
        of.undecided.put(record.offset(), begin(record));
        of.nextOffset = record.offset() + 1;
      }
      if (System.nanoTime() - committedAtNanos > COMMIT_NANOS) {
        commit(false);
      }
      if (held() >= maxHeld) {
        kafka.pause(kafka.assignment());
      } else {
        kafka.resume(kafka.paused());
      }
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("the consumer group does not answer: {}", e.toString());
    }
  }

  /** Records that are not final. */
  private int held() {
    int held = 0;
    for (Progress of : progress.values()) {
      of.decidedBefore();
      held += of.undecided.size();
    }
    return held;
  }

  /** Whether the record may be forgotten: it is final, or its copy is appended. */
  private CompletableFuture<Boolean> begin(ConsumerRecord<byte[], byte[]> record) {
    return records
        .handle(record)
        .thenCompose(
            verdict ->
                verdict == Verdict.AGAIN && !closed
                    ? records.appendAgain(record)
                    : CompletableFuture.completedFuture(verdict))
        .handle((verdict, failure) -> failure == null && verdict != Verdict.AGAIN);
  }

  private void commit(boolean waits) {
    committedAtNanos = System.nanoTime();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    progress.forEach(
        (partition, of) -> {
          long offset = of.decidedBefore();
          if (offset > of.committedOffset) {
            of.committedOffset = offset;
            offsets.put(partition, new OffsetAndMetadata(offset));
          }
        });
    if (offsets.isEmpty()) {
      return;
    }
    if (waits) {
      try {
        kafka.commitSync(offsets, CLOSE);
      } catch (KafkaException e) {
        LOG.warn("offsets are not committed, their records are read again: {}", e.toString());
      }
    } else {
      kafka.commitAsync(offsets, null);
    }
  }

  /** What another member takes over is forgotten here; its calls end by themselves. */
  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commit(true);
      progress.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      progress.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      joined = true;
    }
  }
}
