package io.hongbao.domain.draw;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.Control.BeaconValue;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the lottery of a wave says of every turn of a user, recomputed once the wave's secret is
 * published. Whether a passing turn won is not chance alone: limits, risk and released seeds have
 * their say.
 */
public final class LotteryTable {

  private LotteryTable() {}

  /**
   * A turn.
   *
   * @param startsAtMillis epoch milliseconds
   * @param chance whether it passes, and what it gets if it does not, or wins nothing all the same
   */
  public record Row(int turn, long startsAtMillis, Lottery.Chance chance) {}

  /**
   * The turns of a user, in their order; computed one by one as the stream is read, in one thread.
   *
   * @param wave with the secret that was published. That it is the one committed to, by its
   *     SHA-256, is for the caller to check
   * @param beacon the value of the wave's beacon
   * @throws IllegalArgumentException if the wave has a beacon and its value is missing, or has none
   *     and there is a value
   */
  public static Stream<Row> of(String show, Wave wave, Optional<BeaconValue> beacon, String user) {
    Objects.requireNonNull(beacon, "beacon");
    Names.requireUser(user);
    if (beacon.isPresent() != wave.beacon().isPresent()) {
      throw new IllegalArgumentException(
          wave.beacon()
              .map(
                  named ->
                      "wave "
                          + wave.id()
                          + ": no value of its beacon, expected that of round "
                          + named.round()
                          + " of "
                          + named.chain())
              .orElse("wave " + wave.id() + ": a beacon's value, expected none"));
    }
    Lottery lottery =
        beacon
            .map(value -> new Lottery(show, wave, value))
            .orElseGet(() -> new Lottery(show, wave));
    WaveSchedule schedule = wave.schedule();
    long userHash = UserHash.of(user);
    return IntStream.iterate(0, turn -> schedule.hasTurn(turn, userHash), turn -> turn + 1)
        .mapToObj(
            turn ->
                new Row(
                    turn, schedule.turnStartsAtMillis(turn, userHash), lottery.draw(user, turn)));
  }
}
