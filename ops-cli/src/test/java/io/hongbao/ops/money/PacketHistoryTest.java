package io.hongbao.ops.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketHistoryTest {

  @ParameterizedTest
  @ValueSource(strings = {"gala.0.1.0", "gala-2027.63.17.4711", "g.0.0"})
  void shouldLookWhereProducersPutAPacket(String id) {
    byte[] key = id.getBytes(StandardCharsets.UTF_8);

    assertThat(PacketHistory.partition(key, 7))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key, 7));
  }
}
