package io.hongbao.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** What every reader of topics really goes by: a new version with another default fails here. */
class TopicReaderSettingsTest {

  @Test
  void shouldRelyOnNoDefaultThatMayChange() {
    Map<String, Object> config = new HashMap<>(TopicReader.settings("127.0.0.1:1"));
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);

    Map<String, Object> values = new HashMap<>(new ConsumerConfig(config).values());

    assertThat(values)
        .containsEntry("group.id", null)
        .containsEntry("enable.auto.commit", false)
        .containsEntry("allow.auto.create.topics", false)
        .containsEntry("auto.offset.reset", "earliest")
        // The end that is read to is the end that acknowledgements speak of.
        .containsEntry("isolation.level", "read_uncommitted")
        // A damaged batch is a fault, never a record.
        .containsEntry("check.crcs", true)
        .containsEntry("request.timeout.ms", 30_000)
        .containsEntry("default.api.timeout.ms", 60_000);
  }
}
