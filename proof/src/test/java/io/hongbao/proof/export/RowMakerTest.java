package io.hongbao.proof.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.proof.audit.HonestShow;
import io.hongbao.proof.audit.InMemoryTopics;
import io.hongbao.proof.audit.LogReplay;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RowMakerTest {

  private final InMemoryTopics topics = HonestShow.world();

  @Test
  void shouldFindTheOutcomesAgainThatWereGiven() {
    // When
    RowMaker maker =
        new RowMaker(
            Optional.of(
                new LogReplay(
                    InMemoryTopics.KEYS.verifyingKey(),
                    InMemoryTopics.SEALING_KEY,
                    InMemoryTopics.BUCKETS)));
    List<LogRow> rows = shakes(maker);

    // Then
    TreeSet<String> won = new TreeSet<>();
    topics.packets.forEach(packet -> won.add(packet.packetId() + ' ' + packet.amountFen()));
    TreeSet<String> found = new TreeSet<>();
    rows.stream()
        .map(LogRow::prize)
        .filter(prize -> prize.outcome().equals("PACKET"))
        .forEach(prize -> found.add(prize.packetId() + ' ' + prize.amountFen()));
    assertThat(found).isEqualTo(won).isNotEmpty();
    assertThat(rows)
        .extracting(row -> row.prize().outcome())
        .contains("CLOSED", "GREETING", "MISS", "LIMITED_ENTERPRISE")
        .doesNotContain("");
    assertThat(maker.unreadable()).isPositive();
  }

  @Test
  void shouldLeaveOutcomesEmptyWithoutKeys() {
    assertThat(shakes(new RowMaker(Optional.empty())))
        .isNotEmpty()
        .allMatch(row -> row.prize().equals(RowOutcome.UNKNOWN));
  }

  @Test
  void shouldMakeNoRowOfAPracticeShow() {
    BucketKey key = new BucketKey("warm", 0);
    ShakeRecord shake =
        new ShakeRecord(
            key,
            "u1",
            new ShakeId("first", 1),
            1,
            5_000,
            "edge-1",
            "",
            "",
            RiskLevel.NONE,
            0,
            false,
            true);
    RowMaker maker = new RowMaker(Optional.empty());

    assertThat(maker.shakes(0, 1, 5_000, key.encode(), shake.encode())).isEmpty();
    assertThat(maker.unreadable()).isZero();
  }

  @Test
  void shouldShowFraudDetectionWhatTheRecordsShow() {
    // Given
    RowMaker maker = new RowMaker(Optional.empty());
    List<RiskEvent> ofRecords = new ArrayList<>();
    List<RiskEvent> ofRows = new ArrayList<>();

    // When
    for (InMemoryTopics.Logged logged : topics.log) {
      Optional<ShakeRecord> shake = InMemoryTopics.shakeOf(logged);
      shake.ifPresent(it -> ofRecords.add(RiskEvent.of(it, logged.appendedAtMillis())));
    }
    shakes(maker).forEach(row -> ofRows.add(row.toRiskEvent()));
    for (WonRecord won : topics.packets) {
      ofRecords.add(RiskEvent.of(won, InMemoryTopics.OPENS + 5));
      maker
          .packets(0, 7, InMemoryTopics.OPENS + 5, won.encode())
          .ifPresent(r -> ofRows.add(r.toRiskEvent()));
    }

    // Then
    assertThat(ofRows).isEqualTo(ofRecords);
  }

  @Test
  void shouldMakeNoRowOfWhatBecomesOfAPacket() {
    RowMaker maker = new RowMaker(Optional.empty());
    byte[] expire = MoneyCodec.encode(new PacketRecord.Expire("gala.0.2.0"));

    assertThat(maker.packets(0, 7, InMemoryTopics.OPENS, expire)).isEmpty();
    assertThat(maker.unreadable()).isZero();
  }

  private List<LogRow> shakes(RowMaker maker) {
    List<LogRow> rows = new ArrayList<>();
    for (InMemoryTopics.Logged logged : topics.log) {
      maker
          .shakes(
              logged.partition(),
              logged.offset(),
              logged.appendedAtMillis(),
              logged.key(),
              logged.value())
          .ifPresent(rows::add);
    }
    return rows;
  }
}
