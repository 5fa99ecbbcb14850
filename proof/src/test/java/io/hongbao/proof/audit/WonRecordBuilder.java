package io.hongbao.proof.audit;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.wire.records.WonRecord;
import java.util.List;

/** Another version of a win: {@code WonRecordBuilder.like(won).by("u2").build()}. */
final class WonRecordBuilder {

  private final WonRecord from;
  private String packetId;
  private String user;
  private ShakeId shakeId;
  private String enterpriseId;
  private long amountFen;
  private int partition;
  private long offset;
  private long appendedAtMillis;

  private WonRecordBuilder(WonRecord from) {
    this.from = from;
    this.packetId = from.packetId();
    this.user = from.user();
    this.shakeId = from.shakeId();
    this.enterpriseId = from.enterpriseId();
    this.amountFen = from.amountFen();
    this.partition = from.partition();
    this.offset = from.offset();
    this.appendedAtMillis = from.appendedAtMillis();
  }

  static WonRecordBuilder like(WonRecord won) {
    return new WonRecordBuilder(won);
  }

  WonRecordBuilder packet(String id, long fen) {
    packetId = id;
    amountFen = fen;
    return this;
  }

  WonRecordBuilder of(String enterprise) {
    enterpriseId = enterprise;
    return this;
  }

  WonRecordBuilder by(String name) {
    user = name;
    return this;
  }

  WonRecordBuilder turn(int turn) {
    shakeId = new ShakeId(shakeId.waveId(), turn);
    return this;
  }

  WonRecordBuilder at(int atPartition, long atOffset) {
    partition = atPartition;
    offset = atOffset;
    return this;
  }

  WonRecordBuilder appendedAt(long millis) {
    appendedAtMillis = millis;
    return this;
  }

  WonRecord build() {
    return new WonRecord(
            packetId,
            from.show(),
            from.bucket(),
            user,
            shakeId,
            enterpriseId,
            amountFen,
            from.riskLevel(),
            partition,
            offset,
            appendedAtMillis,
            false)
        .with(
            new WonRecord.Claiming(
                from.howToClaim().untilMillis(), from.howToClaim().terms(), List.of(amountFen)));
  }
}
