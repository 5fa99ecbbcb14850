package io.hongbao.proof.export;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.domain.traffic.IpAddress;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.WonRecord;

/**
 * A row of the table: a shake as the log has it, or a packet that was won.
 *
 * @param atMillis when Kafka took the record; of a win, when {@code packets} did
 * @param stampMillis the edge's clock when the request came; of a win as {@code atMillis}
 * @param partition where the record stands, in {@code shakes} or {@code packets}
 * @param offset where the record stands
 * @param device empty if unknown, and of a win
 * @param address as {@code device}; in its one form, {@link IpAddress#canonical}
 * @param repeats posts before this one that were not logged
 * @param ownRepeat whether the edge itself appended it again
 * @param prize what came of it
 */
public record LogRow(
    Kind kind,
    long atMillis,
    long stampMillis,
    int partition,
    long offset,
    String show,
    ShakeId shakeId,
    String user,
    String device,
    String address,
    RiskLevel risk,
    int repeats,
    boolean ownRepeat,
    String edge,
    RowOutcome prize) {

  public LogRow {
    address = IpAddress.canonical(address);
  }

  /** What a row is about. */
  public enum Kind {
    SHAKE,
    WIN
  }

  /** Of a shake as it stands in the log. */
  static LogRow of(ShakeRecord shake, int partition, long offset, long atMillis, RowOutcome prize) {
    return new LogRow(
        Kind.SHAKE,
        atMillis,
        shake.stampMillis(),
        partition,
        offset,
        shake.key().show(),
        shake.shakeId(),
        shake.user(),
        shake.device(),
        shake.address(),
        shake.riskLevel(),
        shake.repeats(),
        shake.ownRepeat(),
        shake.edge(),
        prize);
  }

  /** Of a win as it stands in {@code packets}. */
  static LogRow of(WonRecord won, int partition, long offset, long atMillis) {
    return new LogRow(
        Kind.WIN,
        atMillis,
        atMillis,
        partition,
        offset,
        won.show(),
        won.shakeId(),
        won.user(),
        "",
        "",
        won.riskLevel(),
        0,
        false,
        "",
        new RowOutcome(RowOutcome.PACKET, won.packetId(), won.enterpriseId(), won.amountFen()));
  }

  /** What fraud detection sees of it, as {@link RiskEvent} makes it of the record. */
  public RiskEvent toRiskEvent() {
    return switch (kind) {
      case SHAKE ->
          new RiskEvent(
              atMillis,
              stampMillis,
              user,
              device,
              address,
              show + '/' + shakeId,
              ownRepeat ? 0 : (int) Math.min(1L + repeats, Integer.MAX_VALUE),
              "",
              0);
      case WIN ->
          new RiskEvent(
              atMillis, atMillis, user, "", "", "", 0, prize.packetId(), prize.amountFen());
    };
  }
}
