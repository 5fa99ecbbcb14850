package io.hongbao.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

/** What the edge's producer really goes by: a new version with another default fails here. */
class ProducerSettingsTest {

  @Test
  void shouldRelyOnNoDefaultThatMayChange() throws Exception {
    KafkaShakeLog log = new KafkaShakeLog("127.0.0.1:1", "edge-1", InstantSource.system());
    try {
      Map<String, Object> values = effective(field(KafkaShakeLog.class, "producer").get(log));

      assertThat(values)
          .containsEntry("acks", "-1")
          .containsEntry("enable.idempotence", true)
          .containsEntry("retries", Integer.MAX_VALUE)
          .containsEntry("max.in.flight.requests.per.connection", 5)
          .containsEntry("linger.ms", 12L)
          .containsEntry("batch.size", 128 * 1024)
          .containsEntry("buffer.memory", 64L * 1024 * 1024)
          .containsEntry("max.block.ms", 0L)
          .containsEntry("request.timeout.ms", 15_000)
          .containsEntry("delivery.timeout.ms", 60_000)
          .containsEntry("compression.type", "none")
          .containsEntry("transactional.id", null)
          .containsEntry("partitioner.class", null)
          .containsEntry("metadata.recovery.strategy", "none")
          .containsEntry("enable.metrics.push", false)
          .containsEntry("max.request.size", 1_048_576);
    } finally {
      log.close(Duration.ZERO);
    }
  }

  private static Map<String, Object> effective(Object producer)
      throws ReflectiveOperationException {
    return new HashMap<>(
        ((ProducerConfig) field(KafkaProducer.class, "producerConfig").get(producer)).values());
  }

  private static Field field(Class<?> owner, String name) throws ReflectiveOperationException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
