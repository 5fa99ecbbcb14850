package io.hongbao.show.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

/** What an operator's producer really goes by: a new version with another default fails here. */
class SafeProducerTest {

  @Test
  void shouldRelyOnNoDefaultThatMayChange() throws Exception {
    KafkaProducer<byte[], byte[]> producer = SafeProducer.open("127.0.0.1:1");
    try {
      Field config = KafkaProducer.class.getDeclaredField("producerConfig");
      config.setAccessible(true);

      Map<String, Object> values = new HashMap<>(((ProducerConfig) config.get(producer)).values());

      assertThat(values)
          .containsEntry("acks", "-1")
          .containsEntry("enable.idempotence", true)
          .containsEntry("retries", Integer.MAX_VALUE)
          .containsEntry("max.in.flight.requests.per.connection", 5)
          .containsEntry("linger.ms", 5L)
          .containsEntry("max.block.ms", 60_000L)
          .containsEntry("request.timeout.ms", 15_000)
          .containsEntry("delivery.timeout.ms", 60_000)
          .containsEntry("partitioner.class", null)
          .containsEntry("partitioner.ignore.keys", false)
          .containsEntry("max.request.size", 1_048_576);
    } finally {
      producer.close(Duration.ZERO);
    }
  }
}
