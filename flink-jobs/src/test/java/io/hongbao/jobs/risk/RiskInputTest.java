package io.hongbao.jobs.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.money.BatchRecord;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.TickRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RiskInputTest {

  private static final long AT = 1_800_000_000_000L;

  private static ShakeRecord shake(BucketKey key, boolean isPractice) {
    return new ShakeRecord(
        key,
        "u1",
        new ShakeId("first", 17),
        1,
        AT - 5,
        "edge-1",
        "d1",
        "10.0.0.1",
        RiskLevel.NONE,
        4,
        false,
        isPractice);
  }

  @Test
  void shouldReadShakesAndWinsAtTheLogsTime() {
    BucketKey key = new BucketKey("gala", 3);
    ShakeRecord shake = shake(key, false);
    WonRecord won =
        new WonRecord(
            "p1",
            "gala",
            3,
            "u1",
            new ShakeId("first", 17),
            "cola",
            188,
            RiskLevel.NONE,
            1,
            9,
            5,
            false);

    assertThat(RiskInput.read(record(Topics.SHAKES, key.encode(), shake.encode())))
        .isEqualTo(
            RiskInput.of(
                new RiskEvent(AT, AT - 5, "u1", "d1", "10.0.0.1", "gala/first-17", 5, "", 0)));
    assertThat(RiskInput.read(record(Topics.PACKETS, null, won.encode())))
        .isEqualTo(RiskInput.of(new RiskEvent(AT, AT, "u1", "", "", "", 0, "p1", 188)));
    assertThat(RiskInput.read(record(Topics.SHAKES, null, new TickRecord("edge-1", 1).encode())))
        .isEqualTo(RiskInput.CLOCK);
  }

  /** Its records still move the watermark. */
  @Test
  void shouldSeeNothingInAPracticeShow() {
    BucketKey key = new BucketKey("warm", 3);
    ShakeRecord shake = shake(key, true);

    assertThat(RiskInput.read(record(Topics.SHAKES, key.encode(), shake.encode())))
        .isEqualTo(RiskInput.CLOCK);
  }

  @Test
  void shouldSeeNothingInWhatBecomesOfAPacket() {
    byte[] expire = MoneyCodec.encode(new PacketRecord.Expire("gala.3.2.1"));
    byte[] funded = MoneyCodec.encode(new BatchRecord.Funded("gala.3.2", "cola", 2, 376));

    assertThat(RiskInput.read(record(Topics.PACKETS, null, expire))).isEqualTo(RiskInput.CLOCK);
    assertThat(RiskInput.read(record(Topics.PACKETS, null, funded))).isEqualTo(RiskInput.CLOCK);
  }

  @Test
  void shouldSayWhatIsWrongWithARecordThatCannotBeRead() {
    RiskInput damaged = RiskInput.read(record(Topics.PACKETS, null, new byte[] {9, 9}));
    RiskInput none = RiskInput.read(record(Topics.PACKETS, null, null));

    assertThat(damaged.event()).isEmpty();
    assertThat(damaged.damage().map(DeadLetter::why))
        .isEqualTo(Optional.of("record of a packet: format version 9, expected 1"));
    assertThat(damaged.damage().map(DeadLetter::topic)).contains(Topics.PACKETS);
    assertThat(none.damage().map(DeadLetter::why)).contains("no value");
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value) {
    return new ConsumerRecord<>(
        topic,
        2,
        17,
        AT,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
