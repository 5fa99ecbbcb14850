package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hongbao.domain.fixtures.Patience;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;

class JobSupervisorTest {

  private final CountDownLatch makesAgain = new CountDownLatch(2);
  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void shouldCloseAlthoughFlinkSwallowsTheInterruptWhileItMakesAGraph() throws Exception {
    // Given
    var keeper = new JobSupervisor(new Forgetful(), false, line -> {});
    keeper.keep("draw", this::make);
    assertThat(makesAgain.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();

    // When, Then
    assertTimeoutPreemptively(Patience.LIMIT, keeper::close);
  }

  /** As Flink does: whatever ends the wait for its serializers is an error of theirs. */
  private JobGraph make() {
    makesAgain.countDown();
    if (makesAgain.getCount() == 0) {
      try {
        never.await();
      } catch (InterruptedException e) {
        throw new FlinkRuntimeException("Error in serialization.", e);
      }
    }
    return new JobGraph("draw");
  }

  /** Has no job, so that each is due again at once. */
  private static final class Forgetful implements JobManagerClient {

    @Override
    public Collection<JobStatusMessage> jobs() {
      return List.of();
    }

    @Override
    public void submit(JobGraph graph) {}

    @Override
    public Optional<String> failure(JobID run) {
      return Optional.empty();
    }
  }
}
