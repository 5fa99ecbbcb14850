package io.hongbao.rehearsal.system;

import io.hongbao.domain.draw.WaveSchedule;
import java.time.Duration;
import java.util.List;

/** Where a system that warms up plays its practice show. */
interface PracticeStage {

  /** Waves of the live shows that are on, or that this start is to load. */
  List<WaveSchedule> liveWaves();

  /**
   * Puts a new practice show in force, which opens a few seconds later, for so long and a little
   * more.
   *
   * @return its name, which is the group of the tickets that play it
   * @throws io.hongbao.domain.OperationFailedException if it cannot be done
   */
  String open(int turnMillis, Duration length);
}
