package io.hongbao.proof.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class MergedLogTest {

  private static final TopicPartition FIRST = new TopicPartition(Topics.SHAKES, 0);
  private static final TopicPartition SECOND = new TopicPartition(Topics.SHAKES, 1);
  private static final TopicPartition PACKETS = new TopicPartition(Topics.PACKETS, 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

  private final Map<TopicPartition, Long> appended = new HashMap<>();

  MergedLogTest() {
    List<TopicPartition> all = List.of(FIRST, SECOND, PACKETS);
    consumer.assign(all);
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L, PACKETS, 0L));
    consumer.seekToBeginning(all);
  }

  @Test
  void shouldHandOverByTimeWhicheverPartitionComesFirst() {
    // Given
    consumer.schedulePollTask(() -> add(FIRST, 10, 30, 50));
    consumer.schedulePollTask(() -> add(PACKETS, 30));
    consumer.schedulePollTask(() -> add(SECOND, 20, 30, 60));

    // When, Then
    assertThat(read(Map.of(FIRST, 3L, SECOND, 3L, PACKETS, 1L), 100))
        .containsExactly(
            "shakes-0@10",
            "shakes-1@20",
            "shakes-0@30",
            "shakes-1@30",
            "packets-0@30",
            "shakes-0@50",
            "shakes-1@60");
  }

  @Test
  void shouldLeaveOutWhatCameBehindTheEnds() {
    consumer.schedulePollTask(() -> add(FIRST, 10, 30, 50));

    assertThat(read(Map.of(FIRST, 2L, SECOND, 0L, PACKETS, 0L), 100))
        .containsExactly("shakes-0@10", "shakes-0@30");
  }

  @Test
  void shouldStopWhenNoMoreIsWanted() {
    consumer.schedulePollTask(() -> add(FIRST, 10, 30, 50));

    assertThat(read(Map.of(FIRST, 3L, SECOND, 0L, PACKETS, 0L), 2))
        .containsExactly("shakes-0@10", "shakes-0@30");
  }

  @Test
  void shouldReadALongPartitionBesideAShortOne() {
    // Given
    int many = 10_000;
    for (int i = 0; i < many; i++) {
      int at = i;
      consumer.schedulePollTask(() -> add(FIRST, at));
    }
    consumer.schedulePollTask(() -> add(SECOND, many));

    // When, Then
    assertThat(read(Map.of(FIRST, (long) many, SECOND, 1L, PACKETS, 0L), many + 1))
        .hasSize(many + 1)
        .last()
        .isEqualTo("shakes-1@10000");
  }

  @Test
  void shouldGiveUpWhenAPartitionDoesNotComeToItsEnd() {
    consumer.schedulePollTask(() -> add(FIRST, 10, 30));
    MergedLog log =
        new MergedLog(consumer, Map.of(FIRST, 3L, SECOND, 0L, PACKETS, 0L), Duration.ZERO);
    List<Long> times = new ArrayList<>();

    assertThatThrownBy(() -> log.read(record -> times.add(record.timestamp()), any -> {}))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("topics packets, shakes: no record came for 0 s before their end was reached");
    assertThat(times).containsExactly(10L, 30L);
  }

  private void add(TopicPartition partition, long... times) {
    for (long time : times) {
      long offset = appended.merge(partition, 1L, Long::sum) - 1;
      consumer.addRecord(
          new ConsumerRecord<>(
              partition.topic(),
              partition.partition(),
              offset,
              time,
              TimestampType.LOG_APPEND_TIME,
              0,
              0,
              new byte[0],
              new byte[0],
              new RecordHeaders(),
              Optional.empty()));
    }
  }

  private List<String> read(Map<TopicPartition, Long> ends, int max) {
    List<String> read = new ArrayList<>();
    new MergedLog(consumer, ends)
        .read(
            record -> {
              read.add(record.topic() + '-' + record.partition() + '@' + record.timestamp());
              return read.size() < max;
            },
            any -> {});
    return read;
  }
}
