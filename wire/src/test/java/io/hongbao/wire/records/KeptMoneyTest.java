package io.hongbao.wire.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.simulation.Coverage;
import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.simulation.MoneySimulation;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The simulation of money, with every state and record written and read. */
class KeptMoneyTest {

  private static final int SEEDS = 2_000;

  @Test
  void shouldGoOnFromKeptStatesAsIfNothingHadHappened() {
    MoneySimulation simulation = new MoneySimulation(new PacketEngine(), KeptMoneyTest::kept);

    LongStream.rangeClosed(1, SEEDS)
        .parallel()
        .forEach(
            seed -> {
              for (PacketRecord record : simulation.run(seed, new Coverage())) {
                if (!(record instanceof Won)) {
                  assertThat(MoneyCodec.decode(MoneyCodec.encode(record))).isEqualTo(record);
                }
              }
            });
  }

  private static PacketState kept(String packetId, PacketState state) {
    byte[] bytes = MoneyStateCodec.encode(state);
    PacketState read = MoneyStateCodec.decodePacket(packetId, bytes);
    assertThat(MoneyStateCodec.encode(read)).isEqualTo(bytes);
    return read;
  }
}
