package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.torture.Fault.InjectedFault;
import io.hongbao.rehearsal.torture.Recovery.DecidedAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecoveryTest {

  private static final long T0 = 1_000_000;

  @Test
  void shouldBeNothingWhenAnswersNeverStop() {
    Recovery recovery = Recovery.of(kill(PartKind.REDIS), T0 + 5_000, answers(1, 0, 5_000));

    assertThat(recovery).isEqualTo(new Recovery(OptionalLong.of(0), 100, 0));
  }

  @Test
  void shouldLastToTheEndOfTheGap() {
    List<DecidedAnswer> answers = answers(1, 3_100, 8_000);

    assertThat(Recovery.of(kill(PartKind.REDIS), T0 + 8_000, answers))
        .isEqualTo(new Recovery(OptionalLong.of(3_100), 3_100, 0));
  }

  @Test
  void shouldLastToTheEndOfTheLastGap() {
    List<DecidedAnswer> answers = answers(1, 100, 2_000);
    answers.addAll(answers(1, 4_000, 8_000));

    assertThat(Recovery.of(kill(PartKind.TASKMANAGER), T0 + 8_000, answers))
        .isEqualTo(new Recovery(OptionalLong.of(4_000), 2_100, 0));
  }

  @Test
  void shouldBePromptWhileEveryRecentShakeIsAnsweredWithinHalfATurn() {
    DecidedAnswer slowOnce = answer(1, 0, 9_000);
    DecidedAnswer prompt = answer(2, 9_000, 11_000);

    assertThat(Recovery.isPrompt(T0 + 11_000, List.of(slowOnce, prompt), 2_000)).isTrue();
    assertThat(Recovery.isPrompt(T0 + 10_999, List.of(slowOnce, prompt), 2_000)).isFalse();
    assertThat(Recovery.isPrompt(T0 + 11_000, List.of(prompt, answer(1, 8_999, 11_000)), 2_000))
        .isFalse();
    assertThat(Recovery.isPrompt(T0 + 13_000, List.of(prompt), 2_000)).as("silence").isFalse();
  }

  @Test
  void shouldNotMindAGapOfExactlyTheLimit() {
    List<DecidedAnswer> answers =
        List.of(answer(1, 10, 250), answer(1, 20, 500), answer(1, 30, 750), answer(1, 40, 1_000));

    assertThat(Recovery.of(kill(PartKind.BROKER), T0 + 1_250, answers))
        .isEqualTo(new Recovery(OptionalLong.of(0), 250, 960));
  }

  @Test
  void shouldNotTakeAnswersToOlderShakesForARecovery() {
    List<DecidedAnswer> answers = new ArrayList<>(answers(1, 2_000, 3_000));
    answers.add(answer(1, -1, 50));
    answers.add(answer(1, -500, 1_000));

    assertThat(Recovery.of(kill(PartKind.BROKER), T0 + 3_000, answers).millis()).hasValue(2_000);
  }

  @Test
  void shouldWaitForTheKilledEdgeItself() {
    List<DecidedAnswer> answers = answers(1, 0, 6_000);
    answers.addAll(answers(2, 4_000, 6_000));

    assertThat(Recovery.of(kill(PartKind.EDGE, 2), T0 + 6_000, answers).millis()).hasValue(4_000);
    assertThat(Recovery.of(kill(PartKind.EDGE, 1), T0 + 6_000, answers).millis()).hasValue(0);
  }

  @Test
  void shouldBeUnknownWhenAnswersDoNotFlowAtTheEnd() {
    List<DecidedAnswer> answers = answers(1, 0, 2_000);

    assertThat(Recovery.of(kill(PartKind.REDIS), T0 + 8_000, answers))
        .isEqualTo(new Recovery(OptionalLong.empty(), 6_100, 0));
    assertThat(Recovery.of(kill(PartKind.REDIS), T0 + 8_000, List.of()))
        .isEqualTo(new Recovery(OptionalLong.empty(), 8_000, 0));
  }

  @Test
  void shouldLeaveOutWhatIsHeardBehindTheWindow() {
    List<DecidedAnswer> answers = answers(1, 3_000, 8_000);

    assertThat(Recovery.of(kill(PartKind.REDIS), T0 + 2_000, answers).millis()).isEmpty();
  }

  @Test
  void shouldTellHowLongTheSlowestWaitedWhileOthersWereAnswered() {
    List<DecidedAnswer> answers = answers(1, 0, 9_000);
    answers.add(answer(1, 500, 8_700));
    answers.add(answer(1, -2_000, 8_700));

    assertThat(Recovery.of(kill(PartKind.JOBMANAGER), T0 + 9_000, answers))
        .isEqualTo(new Recovery(OptionalLong.of(0), 100, 8_200));
  }

  @Test
  void shouldTakeAFlowForSteadyOnlyAfterAWhile() {
    List<DecidedAnswer> answers = answers(1, 3_000, 8_000);
    InjectedFault fault = kill(PartKind.REDIS);

    assertThat(Recovery.flows(fault, T0 + 4_900, answers, 2_000)).isFalse();
    assertThat(Recovery.flows(fault, T0 + 5_000, answers, 2_000)).isTrue();
  }

  @Test
  void shouldTakeAFlowOfFewAnswersForSteady() {
    List<DecidedAnswer> answers = new ArrayList<>();
    for (long millis = 3_000; millis < 8_000; millis += 900) {
      answers.add(answer(1, millis, millis));
    }
    InjectedFault fault = kill(PartKind.REDIS);

    assertThat(Recovery.of(fault, T0 + 6_000, answers).longestGapMillis()).isEqualTo(3_000);
    assertThat(Recovery.flows(fault, T0 + 6_000, answers, 2_000)).isTrue();
  }

  @Test
  void shouldNotTakeAFlowForSteadyWhileAnswersAreLateOrNoneCome() {
    List<DecidedAnswer> answers = answers(1, 3_000, 6_000);
    InjectedFault fault = kill(PartKind.REDIS);

    assertThat(Recovery.flows(fault, T0 + 8_500, answers, 2_000)).isFalse();
    answers.add(answer(1, 4_000, 8_400));
    assertThat(Recovery.flows(fault, T0 + 8_500, answers, 2_000)).isFalse();
    answers.add(answer(1, 10_000, 10_500));
    assertThat(Recovery.flows(fault, T0 + 10_600, answers, 2_000)).isTrue();
  }

  @Test
  void shouldNotTakeAFlowForSteadyBeforeThePauseIsOver() {
    var pause =
        new InjectedFault(
            new Fault(
                Fault.Kind.PAUSE,
                PartKind.TASKMANAGER,
                1,
                Duration.ofSeconds(6),
                Duration.ZERO,
                false),
            1,
            T0);
    List<DecidedAnswer> answers = answers(1, 0, 9_000);

    assertThat(Recovery.flows(pause, T0 + 7_900, answers, 2_000)).isFalse();
    assertThat(Recovery.flows(pause, T0 + 8_000, answers, 2_000)).isTrue();
  }

  /** One every 100 ms, each sent just before. */
  private static List<DecidedAnswer> answers(int edge, long fromMillis, long toMillis) {
    List<DecidedAnswer> answers = new ArrayList<>();
    for (long millis = fromMillis; millis < toMillis; millis += 100) {
      answers.add(answer(edge, millis, millis));
    }
    return answers;
  }

  private static DecidedAnswer answer(int edge, long sentMillis, long heardMillis) {
    return new DecidedAnswer(edge, T0 + sentMillis, T0 + heardMillis);
  }

  private static InjectedFault kill(PartKind part) {
    return kill(part, 1);
  }

  private static InjectedFault kill(PartKind part, int instance) {
    return new InjectedFault(
        new Fault(Fault.Kind.KILL, part, instance, Duration.ZERO, Duration.ZERO, false), 1, T0);
  }
}
