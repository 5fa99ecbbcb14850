package io.hongbao.rules.crowd;

import io.hongbao.domain.draw.WaveSchedule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When turns start, as phones know it from the show's page.
 *
 * @param waves of one show, in the order of time
 */
public record ShowTurns(List<WaveSchedule> waves) {

  public ShowTurns {
    waves = waves.stream().sorted(Comparator.comparing(WaveSchedule::opensAtMillis)).toList();
    if (waves.isEmpty()) {
      throw new IllegalArgumentException("waves: expected at least one");
    }
  }

  /**
   * A turn of one user.
   *
   * @param endMillis the next one starts, or the wave closes
   * @param isFirst of its wave: it starts for everybody at once
   */
  record Turn(long startMillis, long endMillis, boolean isFirst) {}

  /** The first turn that starts at an instant or later; empty if none does. */
  Optional<Turn> nextFrom(long fromMillis, long userHash) {
    for (WaveSchedule wave : waves) {
      int turn = 0;
      if (fromMillis > wave.opensAtMillis()) {
        turn = wave.turnAt(fromMillis, userHash);
        if (wave.turnStartsAtMillis(turn, userHash) < fromMillis) {
          turn++;
        }
      }
      if (wave.hasTurn(turn, userHash)) {
        return Optional.of(
            new Turn(
                wave.turnStartsAtMillis(turn, userHash),
                Math.min(wave.turnEndsAtMillis(turn, userHash), wave.closesAtMillis()),
                turn == 0));
      }
    }
    return Optional.empty();
  }

  /** The wave that is open at an instant. */
  public Optional<WaveSchedule> openAt(long atMillis) {
    return waves.stream().filter(wave -> wave.isOpenAt(atMillis)).findFirst();
  }

  public int turnMillis() {
    return waves.get(0).turnMillis();
  }

  /** When the first wave opens. */
  public long beginMillis() {
    return waves.get(0).opensAtMillis();
  }

  /** When the last wave closes. */
  public long endMillis() {
    return waves.get(waves.size() - 1).closesAtMillis();
  }
}
