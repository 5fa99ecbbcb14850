package io.hongbao.proof.audit;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.wire.records.WonRecord;

/** Another version of a win: {@code Won.like(won).by("u2").build()}. */
final class Won {

  private final WonRecord from;
  private String packetId;
  private String user;
  private ShakeId shakeId;
  private String enterpriseId;
  private long amountFen;
  private int partition;
  private long offset;
  private long appendedAtMillis;

  private Won(WonRecord from) {
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

  static Won like(WonRecord won) {
    return new Won(won);
  }

  Won packet(String id, long fen) {
    packetId = id;
    amountFen = fen;
    return this;
  }

  Won of(String enterprise) {
    enterpriseId = enterprise;
    return this;
  }

  Won by(String name) {
    user = name;
    return this;
  }

  Won turn(int turn) {
    shakeId = new ShakeId(shakeId.waveId(), turn);
    return this;
  }

  Won at(int atPartition, long atOffset) {
    partition = atPartition;
    offset = atOffset;
    return this;
  }

  Won appendedAt(long millis) {
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
        appendedAtMillis);
  }
}
