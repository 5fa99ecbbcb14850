package io.hongbao.rehearsal.rundown;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.rundown.Order.Expectation;
import io.hongbao.rehearsal.rundown.PlayedStep.Verdict;
import io.hongbao.rehearsal.rundown.PlayedSystem.Observation;
import io.hongbao.show.live.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Does the steps of a script in their order, each at its time, or as soon as the one before is
 * done. Neither a refusal nor a missed expectation keeps the next from being done.
 */
final class RundownPlayer {

  private final PlayedSystem system;
  private final Waiting clock;
  private final Consumer<PlayedStep> listener;

  /**
   * A player.
   *
   * @param listener hears of each step once it is over
   */
  RundownPlayer(PlayedSystem system, Waiting clock, Consumer<PlayedStep> listener) {
    this.system = system;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Plays all of a script.
   *
   * @param beginMillis when the show began, epoch milliseconds
   */
  List<PlayedStep> play(RundownScript script, long beginMillis) throws InterruptedException {
    List<PlayedStep> played = new ArrayList<>();
    for (RundownStep step : script.steps()) {
      Duration due = script.scaled(step.at());
      clock.sleep(beginMillis + due.toMillis() - clock.millis());
      PlayedStep done = play(step, due, beginMillis);
      played.add(done);
      listener.accept(done);
    }
    return played;
  }

  private PlayedStep play(RundownStep step, Duration due, long beginMillis)
      throws InterruptedException {
    Duration begun = Duration.ofMillis(clock.millis() - beginMillis);
    boolean isExpectation = step.order() instanceof Expectation;
    Verdict verdict;
    String said;
    try {
      if (step.order() instanceof Expectation expectation) {
        Observation seen = system.observe(expectation);
        verdict = seen.met() ? Verdict.MET : Verdict.MISSED;
        said = seen.said();
      } else {
        said = system.perform(step.order());
        verdict = Verdict.DONE;
      }
    } catch (OperationFailedException | KafkaException e) {
      verdict = isExpectation ? Verdict.MISSED : Verdict.REFUSED;
      said = e.getMessage();
    }
    Duration ended = Duration.ofMillis(clock.millis() - beginMillis);
    return new PlayedStep(step, due, begun, ended, verdict, said);
  }
}
