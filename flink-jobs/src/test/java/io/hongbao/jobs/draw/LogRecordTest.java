package io.hongbao.jobs.draw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.jobs.draw.DrawJob.LogRecordDeserializer;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.TickRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LogRecordTest {

  private static final byte[] KEY = new BucketKey("gala", 3).encode();
  private static final BucketKeys KEYS = new BucketKeys();
  private static final byte[] VALUE = "any".getBytes(UTF_8);

  @Test
  void shouldNameTheBucketOfItsKey() {
    LogRecord record = LogRecord.read(KEYS, KEY, VALUE, 1, 17, 5_000).orElseThrow();

    assertThat(record).isEqualTo(new LogRecord("gala/3", KEY, VALUE, 1, 17, 5_000, ""));
    assertThat(record.isDamaged()).isFalse();
  }

  @Test
  void shouldDropTicks() {
    assertThat(LogRecord.read(KEYS, null, new TickRecord("edge-1", 5_000).encode(), 1, 17, 5_000))
        .isEmpty();
  }

  @Test
  void shouldSayWhyARecordReachesNoBucket() {
    assertThat(damage(null, VALUE)).isEqualTo("no key: expected show and bucket");
    assertThat(damage(KEY, null)).isEqualTo("no value");
    assertThat(damage("?".getBytes(UTF_8), VALUE)).startsWith("length 63 at byte 1");
    assertThat(damage(new byte[] {1, 'A', 0}, VALUE)).contains("show 'A'");
    assertThat(damage(null, new byte[] {1, 2})).isNotEmpty();
  }

  @Test
  void shouldComeFromKafkaWithItsPlaceAndTheLogsTime() {
    List<LogRecord> collected = new ArrayList<>();

    new LogRecordDeserializer()
        .deserialize(
            new ConsumerRecord<>(
                Topics.SHAKES,
                1,
                17,
                5_000,
                TimestampType.LOG_APPEND_TIME,
                KEY.length,
                VALUE.length,
                KEY,
                VALUE,
                new RecordHeaders(),
                java.util.Optional.empty()),
            new Collector<>() {
              @Override
              public void collect(LogRecord record) {
                collected.add(record);
              }

              @Override
              public void close() {}
            });

    assertThat(collected).containsExactly(new LogRecord("gala/3", KEY, VALUE, 1, 17, 5_000, ""));
  }

  private static String damage(byte[] key, byte[] value) {
    LogRecord record = LogRecord.read(KEYS, key, value, 1, 17, 5_000).orElseThrow();
    assertThat(record.isDamaged()).isTrue();
    return record.damage();
  }
}
