package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeptJobTest {

  private static final long T0_NANOS = 0;
  private static final long LATER_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final ForgetfulManager manager = new ForgetfulManager();
  private final KeptJob job = new KeptJob("draw", () -> new JobGraph("draw"));

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
  void shouldBeDueWhenTheManagerForgotIt() {
    // Given
    manager.die();

    // When
    boolean due = job.isDue(manager.jobs(), LATER_NANOS);

    // Then
    assertThat(due).isTrue();
  }

  @Test
  void shouldBeDueWhenItFailedForGood() {
    // Given
    manager.knows(JobStatus.FAILED);

    // When
    boolean due = job.isDue(manager.jobs(), LATER_NANOS);

    // Then
    assertThat(due).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCELED", "FINISHED"})
  void shouldStayAwayOnceSomebodyEndedIt(JobStatus status) {
    // Given
    manager.knows(status);
    assertThat(job.isDue(manager.jobs(), LATER_NANOS)).isFalse();

    // When
    manager.die();

    // Then
    assertThat(job.isDue(manager.jobs(), LATER_NANOS)).isFalse();
  }

  @Test
  void shouldTakeAnotherRunOfItsNameForItsOwn() {
    // Given
    manager.knows(JobStatus.CANCELED);
    assertThat(job.isDue(manager.jobs(), LATER_NANOS)).isFalse();
    manager.submit(new JobGraph("draw"));
    assertThat(job.isDue(manager.jobs(), LATER_NANOS)).isFalse();

    // When
    manager.die();

    // Then
    assertThat(job.isDue(manager.jobs(), LATER_NANOS)).isTrue();
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
  private static final class ForgetfulManager implements JobManager {

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
  }
}
