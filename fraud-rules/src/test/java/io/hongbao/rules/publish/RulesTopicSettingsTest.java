package io.hongbao.rules.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What the publisher's producer really goes by: a new version with another default fails here. */
class RulesTopicSettingsTest {

  @Test
  void shouldRelyOnNoDefaultThatMayChange() {
    Map<String, Object> config = new HashMap<>(RulesTopic.settings("127.0.0.1:1"));
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);

    Map<String, Object> values = new HashMap<>(new ProducerConfig(config).values());

    assertThat(values)
        .containsEntry("acks", "-1")
        .containsEntry("enable.idempotence", true)
        .containsEntry("retries", Integer.MAX_VALUE)
        .containsEntry("max.block.ms", 30_000L)
        .containsEntry("max.request.size", 1_048_576)
        .containsEntry("transactional.id", null);
  }
}
