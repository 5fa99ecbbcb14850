package io.hongbao.domain.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of each passing turn of a user, in the order in which they were decided.
 *
 * @param turns one entry a turn, none twice
 */
public record UserTally(List<DecidedTurn> turns) {

  /** Of a user without a passing turn. */
  public static final UserTally EMPTY = new UserTally(List.of());

  /** A passing turn and its outcome. */
  public record DecidedTurn(String waveId, int turn, Outcome outcome) {}

  public UserTally {
    turns = List.copyOf(turns);
  }

  /** What was decided of a turn before, if anything was. */
  public Optional<Outcome> outcomeOf(String waveId, int turn) {
    for (DecidedTurn decided : turns) {
      if (decided.turn() == turn && decided.waveId().equals(waveId)) {
        return Optional.of(decided.outcome());
      }
    }
    return Optional.empty();
  }

  /** How many packets the user won. */
  public int packets() {
    int packets = 0;
    for (DecidedTurn decided : turns) {
      if (decided.outcome() instanceof Outcome.Packet) {
        packets++;
      }
    }
    return packets;
  }

  /** How many packets of one enterprise the user won. */
  public int packetsOf(String enterpriseId) {
    int packets = 0;
    for (DecidedTurn decided : turns) {
      if (decided.outcome() instanceof Outcome.Packet packet
          && packet.enterpriseId().equals(enterpriseId)) {
        packets++;
      }
    }
    return packets;
  }

  /** This tally and one more turn. */
  public UserTally with(DecidedTurn decided) {
    List<DecidedTurn> more = new ArrayList<>(turns.size() + 1);
    more.addAll(turns);
    more.add(decided);
    return new UserTally(more);
  }
}
