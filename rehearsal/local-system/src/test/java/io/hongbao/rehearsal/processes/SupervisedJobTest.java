package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SupervisedJobTest {

  private static final long T0_NANOS = 0;
  private static final long LATER_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final ForgetfulManager manager = new ForgetfulManager();
  private final SupervisedJob job = kept(false);

  private static SupervisedJob kept(boolean leavesStopped) {
    return new SupervisedJob("draw", () -> new JobGraph("draw"), leavesStopped);
  }

  @BeforeEach
  void submitOnce() {
    job.submit(manager, T0_NANOS);
  }

  @ParameterizedTest
  @EnumSource(names = {"INITIALIZING", "RUNNING", "FAILING", "RESTARTING", "CANCELLING"})
  void shouldLeaveToFlinkWhatFlinkSeesTo(JobStatus status) {
    // Given
    manager.knows(status);

    // When
    boolean due = job.isDue(manager.jobs(), LATER_NANOS);

    // Then
    assertThat(due).isFalse();
  }

  @Test
  void shouldBeSettledWhileItRuns() {
    assertThat(job.isSettled(manager.jobs())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"INITIALIZING", "FAILING", "RESTARTING", "CANCELLING", "FAILED"})
  void shouldNotBeSettledWhileItDoesNotRun(JobStatus status) {
    manager.knows(status);

    assertThat(job.isSettled(manager.jobs())).isFalse();
  }

  @Test
  void shouldBeSettledWhenItStaysAwayAndNotWhenItIsForgotten() {
    // Given
    SupervisedJob left = kept(true);
    manager.knows(JobStatus.CANCELED);
    Optional<SupervisedJob.End> end = left.look(manager.jobs(), LATER_NANOS);

    // When
    manager.die();

    // Then
    assertThat(end).isPresent();
    assertThat(left.isSettled(manager.jobs())).isTrue();
    assertThat(job.isSettled(manager.jobs())).isFalse();
  }

  @Test
  void shouldBeDueWhenTheManagerForgotIt() {
    // Given
    manager.die();

    // When
    boolean due = job.isDue(manager.jobs(), LATER_NANOS);

    // Then
    assertThat(due).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCELED", "FINISHED", "FAILED", "SUSPENDED"})
  void shouldBeDueWhenItEndedAndSaySoOnce(JobStatus status) {
    // Given
    manager.knows(status);
    JobID run = manager.submitted.get(0);

    // When
    Optional<SupervisedJob.End> end = job.look(manager.jobs(), LATER_NANOS);
    Optional<SupervisedJob.End> seenAgain = job.look(manager.jobs(), LATER_NANOS);

    // Then
    assertThat(end).contains(new SupervisedJob.End(run, status, false));
    assertThat(seenAgain).isEmpty();
    assertThat(job.isDue(manager.jobs(), LATER_NANOS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCELED", "FINISHED"})
  void shouldStayAwayOnceSomebodyEndedItIfSuchJobsAreLeft(JobStatus status) {
    // Given
    SupervisedJob left = kept(true);
    manager.knows(status);
    Optional<SupervisedJob.End> end = left.look(manager.jobs(), LATER_NANOS);
    assertThat(end).hasValueSatisfying(it -> assertThat(it.staysAway()).isTrue());
    assertThat(left.isDue(manager.jobs(), LATER_NANOS)).isFalse();

    // When
    manager.die();

    // Then
    assertThat(left.isDue(manager.jobs(), LATER_NANOS)).isFalse();
  }

  @Test
  void shouldStillBeDueWhenItFailedIfStoppedJobsAreLeft() {
    // Given
    SupervisedJob left = kept(true);
    manager.knows(JobStatus.FAILED);

    // When
    left.look(manager.jobs(), LATER_NANOS);

    // Then
    assertThat(left.isDue(manager.jobs(), LATER_NANOS)).isTrue();
  }

  @Test
  void shouldStayAwayWhenItEndsShortlyAfterEachStart() {
    // Given
    for (int i = 1; i <= SupervisedJob.MAX_ENDS_IN_A_ROW; i++) {
      manager.knows(JobStatus.FAILED);
      assertThat(job.look(manager.jobs(), LATER_NANOS)).isPresent();
      assertThat(job.isDue(manager.jobs(), 2 * LATER_NANOS)).isTrue();
      job.submit(manager, LATER_NANOS);
    }

    // When
    manager.knows(JobStatus.FAILED);
    Optional<SupervisedJob.End> last = job.look(manager.jobs(), LATER_NANOS);

    // Then
    assertThat(last).hasValueSatisfying(it -> assertThat(it.staysAway()).isTrue());
    assertThat(job.isDue(manager.jobs(), 2 * LATER_NANOS)).isFalse();
  }

  @Test
  void shouldNotCountEndsOfRunsThatLivedWell() {
    // Given
    long nowNanos = T0_NANOS;
    for (int i = 0; i <= SupervisedJob.MAX_ENDS_IN_A_ROW; i++) {
      nowNanos += LATER_NANOS;
      manager.knows(JobStatus.CANCELED);

      // When
      Optional<SupervisedJob.End> end = job.look(manager.jobs(), nowNanos);

      // Then
      assertThat(end).hasValueSatisfying(it -> assertThat(it.staysAway()).isFalse());
      job.submit(manager, nowNanos);
    }
  }

  @Test
  void shouldTakeAnotherRunOfItsNameForItsOwn() {
    // Given
    SupervisedJob left = kept(true);
    manager.knows(JobStatus.CANCELED);
    left.look(manager.jobs(), LATER_NANOS);
    manager.submit(new JobGraph("draw"));
    left.look(manager.jobs(), LATER_NANOS);
    assertThat(left.isDue(manager.jobs(), LATER_NANOS)).isFalse();

    // When
    manager.die();

    // Then
    assertThat(left.isDue(manager.jobs(), LATER_NANOS)).isTrue();
  }

  @Test
  void shouldHandOverTheSameRunUntilItIsAnswered() {
    // Given
    manager.die();
    manager.answers = false;
    assertThatThrownBy(() -> job.submit(manager, LATER_NANOS))
        .isInstanceOf(JobManagerException.class);
    manager.answers = true;

    // When
    job.submit(manager, LATER_NANOS);

    // Then
    List<JobID> ids = manager.submitted;
    assertThat(ids).hasSize(3);
    assertThat(ids.get(2)).as("sent again as it was").isEqualTo(ids.get(1));
    assertThat(ids.get(1)).as("a new run").isNotEqualTo(ids.get(0));
  }

  @Test
  void shouldWaitBetweenSubmissionsOfAJobThatFailsAtOnce() {
    // Given
    job.submit(manager, T0_NANOS);
    manager.knows(JobStatus.FAILED);

    // When
    boolean dueAtOnce = job.isDue(manager.jobs(), T0_NANOS);
    boolean dueLater = job.isDue(manager.jobs(), T0_NANOS + TimeUnit.MILLISECONDS.toNanos(250));

    // Then
    assertThat(dueAtOnce).isFalse();
    assertThat(dueLater).isTrue();
  }

  /** Knows the jobs that it was handed, until it dies. */
  private static final class ForgetfulManager implements JobManagerClient {

    private final List<JobStatusMessage> jobs = new ArrayList<>();
    private final List<JobID> submitted = new ArrayList<>();
    private boolean answers = true;

    void die() {
      jobs.clear();
    }

    /** The jobs that it has are in this state. */
    void knows(JobStatus status) {
      jobs.replaceAll(
          it -> new JobStatusMessage(it.getJobId(), it.getJobName(), status, it.getStartTime()));
    }

    @Override
    public Collection<JobStatusMessage> jobs() {
      return List.copyOf(jobs);
    }

    @Override
    public void submit(JobGraph graph) {
      submitted.add(graph.getJobID());
      if (!answers) {
        throw JobManagerException.unanswered(new IllegalStateException("away"));
      }
      jobs.add(
          new JobStatusMessage(
              graph.getJobID(), graph.getName(), JobStatus.RUNNING, submitted.size()));
    }

    @Override
    public Optional<String> failure(JobID run) {
      return Optional.empty();
    }
  }
}
