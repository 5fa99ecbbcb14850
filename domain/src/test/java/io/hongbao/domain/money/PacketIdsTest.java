package io.hongbao.domain.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketIdsTest {

  @Test
  void shouldFindTheShowOfAPacket() {
    assertThat(PacketIds.showOf("gala-2027.5.1.0")).contains("gala-2027");
    assertThat(PacketIds.showOf("g.63.12.4096")).contains("g");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gala", "gala.5.1", "gala.5.1.", "gala.5.x.0", ".5.1.0"})
  void shouldFindNoShowInWhatIsNoPacketId(String packetId) {
    assertThat(PacketIds.showOf(packetId)).isEmpty();
  }

  @Test
  void shouldFindTheBatchOfAPacket() {
    assertThat(PacketIds.batchId("gala-2027.5.1.0")).isEqualTo("gala-2027.5.1");
    assertThat(PacketIds.batchId("gala-2027", 5, 1)).isEqualTo("gala-2027.5.1");
  }
}
