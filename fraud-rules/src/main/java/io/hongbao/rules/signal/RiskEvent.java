package io.hongbao.rules.signal;

import io.hongbao.domain.Names;
import io.hongbao.domain.traffic.IpAddress;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.Comparator;
import java.util.Objects;

/**
 * What fraud detection sees of a record in the log: a shake, or a packet that was won.
 *
 * @param atMillis when the log took it; places it in an evaluation second
 * @param stampMillis the edge's clock when the request came; intervals are measured by it, for the
 *     log stamps whole batches
 * @param device empty if unknown or no valid name; of a win always, the winner's last one stands in
 *     for it
 * @param address in its one form, {@link IpAddress#canonical}; else as {@code device}
 * @param turn show, wave and turn of a shake; empty for a win
 * @param requests posts that it stands for: itself and the repeats before it; none if the edge
 *     itself appended it again
 * @param packetId of a win; empty for a shake
 * @param amountFen of a win
 */
public record RiskEvent(
    long atMillis,
    long stampMillis,
    String user,
    String device,
    String address,
    String turn,
    int requests,
    String packetId,
    long amountFen) {

  /** The order within an evaluation second, the same however the events arrived. */
  static final Comparator<RiskEvent> CANONICAL =
      Comparator.comparingLong(RiskEvent::atMillis)
          .thenComparingLong(RiskEvent::stampMillis)
          .thenComparing(RiskEvent::turn)
          .thenComparing(RiskEvent::device)
          .thenComparing(RiskEvent::address)
          .thenComparing(RiskEvent::packetId)
          .thenComparingInt(RiskEvent::requests)
          .thenComparingLong(RiskEvent::amountFen);

  public RiskEvent {
    Objects.requireNonNull(user, "user");
    device = Names.isName(Objects.requireNonNull(device, "device")) ? device : "";
    Objects.requireNonNull(address, "address");
    address = Names.isName(address) ? IpAddress.canonical(address) : "";
    if (turn.isEmpty() == packetId.isEmpty()) {
      throw new IllegalArgumentException(
          "turn '" + turn + "', packet '" + packetId + "': expected one of them");
    }
    if (requests < 0 || amountFen < 0) {
      throw new IllegalArgumentException(
          "requests " + requests + ", amount " + amountFen + ": expected 0 or more");
    }
  }

  /**
   * Whether its user has no valid name, and no verdict could name them. No ticket says such a name;
   * a log that others wrote may hold one. Such an event is set aside and counted, and nobody judges
   * it.
   */
  public boolean isNameless() {
    return !Names.isName(user);
  }

  /** Of a shake as it stands in the log. */
  public static RiskEvent of(ShakeRecord shake, long appendedAtMillis) {
    return new RiskEvent(
        appendedAtMillis,
        shake.stampMillis(),
        shake.user(),
        shake.device(),
        shake.address(),
        shake.key().show() + '/' + shake.shakeId(),
        shake.ownRepeat() ? 0 : (int) Math.min(1L + shake.repeats(), Integer.MAX_VALUE),
        "",
        0);
  }

  /**
   * Of a win as it stands in {@code packets}.
   *
   * @param appendedAtMillis when {@code packets} took it, later than its shake
   */
  public static RiskEvent of(WonRecord won, long appendedAtMillis) {
    return new RiskEvent(
        appendedAtMillis,
        appendedAtMillis,
        won.user(),
        "",
        "",
        "",
        0,
        won.packetId(),
        won.amountFen());
  }
}
