package io.hongbao.rehearsal.torture.history;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** All that has to hold of any history. */
public final class Checkers {

  private Checkers() {}

  /**
   * Looks at everything.
   *
   * @param patience within which an acknowledged shake must be answered
   */
  public static List<Finding> check(History history, Duration patience) {
    return Stream.of(
            new LostShakes(patience),
            new ChangedOutcomes(),
            new PacketsTwice(),
            new BrokenLimits(),
            new UnloggedAnswers(),
            new PacketsGoingBack())
        .map(checker -> checker.check(history))
        .toList();
  }
}
