package io.hongbao.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicReaderTest {

  private static final TopicPartition PARTITION = new TopicPartition("show", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final List<Long> offsets = new ArrayList<>();

  @BeforeEach
  void putTwoRecordsOfThree() {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.seekToBeginning(List.of(PARTITION));
    for (long offset = 0; offset < 2; offset++) {
      consumer.addRecord(new ConsumerRecord<>("show", 0, offset, new byte[0], new byte[0]));
    }
  }

  @AfterEach
  void close() {
    consumer.close();
  }

  @Test
  void shouldGiveUpWhenNothingMoreComesBeforeTheEnd() {
    assertThatThrownBy(() -> readTo(3))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("topic show: no record came for 0 s before its end was reached");
    assertThat(offsets).containsExactly(0L, 1L);
  }

  @Test
  void shouldReadToTheEndWhileRecordsCome() {
    readTo(2);

    assertThat(offsets).containsExactly(0L, 1L);
  }

  @Test
  void shouldLeaveOutWhatCameBehindTheEnd() {
    readTo(1);

    assertThat(offsets).containsExactly(0L);
  }

  private void readTo(long end) {
    TopicReader.readTo(
        consumer,
        Map.of(PARTITION, end),
        record -> offsets.add(record.offset()),
        () -> {},
        Duration.ZERO);
  }
}
