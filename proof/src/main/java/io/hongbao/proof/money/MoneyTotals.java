package io.hongbao.proof.money;

import io.hongbao.domain.money.PacketTotals;

/**
 * Where the money of an enterprise, or of all, is. {@code issued} is the sum of {@code unclaimed},
 * {@code claimed}, {@code held}, {@code paid}, {@code expired} and {@code returned}; {@code issued}
 * and {@code left} are what was paid in.
 *
 * @param packets what was won, by where it stands
 * @param leftFen what was not won: it can still be, or went back at the show's end
 * @param differenceFen what is in doubt, 0 or more
 */
public record MoneyTotals(PacketTotals packets, long leftFen, long differenceFen) {

  static final MoneyTotals NONE = new MoneyTotals(PacketTotals.NONE, 0, 0);

  MoneyTotals plus(MoneyTotals other) {
    return new MoneyTotals(
        packets.plus(other.packets), leftFen + other.leftFen, differenceFen + other.differenceFen);
  }
}
