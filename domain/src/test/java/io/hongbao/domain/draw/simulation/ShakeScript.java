package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.Shake;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry.Shaken;
import io.hongbao.domain.risk.RiskLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * The shakes of a show: most turns of its users, some too early or late, many posted again with
 * other stamps, plans and risk levels, a few where they do not belong.
 */
final class ShakeScript {

  private static final List<RiskLevel> SUSPICIONS =
      List.of(RiskLevel.WATCH, RiskLevel.SLOW, RiskLevel.EMPTY, RiskLevel.HOLD, RiskLevel.BLOCK);

  private final SeededRandom dice;
  private final ShowScript show;
  private final Terms terms;
  private final List<Shaken> written = new ArrayList<>();

  private ShakeScript(SeededRandom dice, ShowScript show) {
    this.dice = dice;
    this.show = show;
    this.terms = show.lastTerms();
  }

  static List<Shaken> random(SeededRandom dice, ShowScript show) {
    ShakeScript script = new ShakeScript(dice, show);
    for (Wave wave : script.terms.waves()) {
      show.users().forEach(user -> script.turnsOf(user, wave.schedule()));
    }
    return script.written;
  }

  private void turnsOf(String user, WaveSchedule wave) {
    long userHash = UserHash.of(user);
    int turn = 0;
    for (; wave.hasTurn(turn, userHash); turn++) {
      if (dice.percent(70)) {
        turn(user, wave.id(), turn, wave.turnStartsAtMillis(turn, userHash), wave.turnMillis());
      }
    }
    if (dice.percent(10)) {
      append(user, wave.id(), turn, wave.closesAtMillis() + dice.between(0, 500));
    }
    if (dice.percent(5)) {
      append(user, "nowhere", 0, wave.opensAtMillis());
    }
  }

  private void turn(String user, String waveId, int turn, long startsAtMillis, int turnMillis) {
    long atMillis = startsAtMillis + dice.between(0, turnMillis);
    if (dice.percent(10)) {
      atMillis = startsAtMillis - dice.between(1, 600);
    } else if (dice.percent(10)) {
      atMillis = startsAtMillis + dice.between(turnMillis, 4 * turnMillis);
    }
    append(user, waveId, turn, atMillis);
    if (dice.percent(50)) {
      for (int again = dice.between(1, 3); again > 0; again--) {
        append(user, waveId, turn, atMillis + dice.between(0, 4 * turnMillis));
      }
    }
  }

  private void append(String user, String waveId, int turn, long atMillis) {
    int bucket = UserHash.bucket(UserHash.of(user), terms.buckets());
    int partition = bucket % terms.partitions();
    if (dice.percent(1)) {
      partition = dice.between(0, terms.partitions() - 1);
    } else if (dice.percent(1)) {
      bucket = dice.between(0, terms.buckets() - 1);
      partition = bucket % terms.partitions();
    }
    written.add(
        new Shaken(
            new Shake(
                show.show(),
                bucket,
                user,
                waveId,
                turn,
                planAt(atMillis),
                dice.percent(80) ? RiskLevel.NONE : dice.pick(SUSPICIONS),
                partition,
                atMillis)));
  }

  private long planAt(long atMillis) {
    long followed = show.planFollowedAt(atMillis);
    if (dice.percent(5)) {
      return followed + 1;
    }
    return dice.percent(15) ? Math.max(1, followed - 1) : followed;
  }
}
