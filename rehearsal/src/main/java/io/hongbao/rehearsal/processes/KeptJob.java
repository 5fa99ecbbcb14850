package io.hongbao.rehearsal.processes;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;

/**
 * A job that is to run, and what is known of it. Known by name alone: one that somebody else
 * submitted under this name is as good. Not safe for use by several threads.
 */
final class KeptJob {

  private final String name;
  private final Supplier<JobGraph> resuming;
  private final RestartPause pause = new RestartPause();

  /** Handed over without an answer: it may be there, so nothing else is handed over before it. */
  private Optional<JobGraph> unanswered = Optional.empty();

  private boolean stoppedOnPurpose;
  private long submittedAtNanos;
  private long nextSubmitAtNanos;

  /**
   * @param resuming makes the job anew from its newest checkpoint, while no run of it is alive
   */
  KeptJob(String name, Supplier<JobGraph> resuming) {
    this.name = name;
    this.resuming = resuming;
  }

  String name() {
    return name;
  }

  /**
   * Whether it has to be submitted now: the JobManager does not know it, or it failed for good. One
   * that somebody cancelled or finished stays away.
   *
   * @param jobs all that the JobManager knows
   */
  boolean isDue(Collection<JobStatusMessage> jobs, long nowNanos) {
    Optional<JobStatus> status = status(jobs);
    if (status.isPresent()) {
      unanswered = Optional.empty();
      stoppedOnPurpose = status.get() == JobStatus.CANCELED || status.get() == JobStatus.FINISHED;
    }
    boolean runs = status.filter(it -> !it.isTerminalState()).isPresent();
    return !runs && !stoppedOnPurpose && nowNanos - nextSubmitAtNanos >= 0;
  }

  /**
   * Submits it.
   *
   * @throws JobManagerException if that was not accepted; it stays due
   */
  void submit(JobManager to, long nowNanos) {
    Duration lived = Duration.ofNanos(nowNanos - submittedAtNanos);
    submittedAtNanos = nowNanos;
    nextSubmitAtNanos = nowNanos + pause.after(lived).toNanos();
    JobGraph graph = unanswered.orElseGet(resuming);
    try {
      to.submit(graph);
      unanswered = Optional.empty();
    } catch (JobManagerException e) {
      unanswered = e.isAnswered() ? Optional.empty() : Optional.of(graph);
      throw e;
    }
  }

  /** Of the run that lives, else of the latest one. */
  Optional<JobStatus> status(Collection<JobStatusMessage> jobs) {
    List<JobStatusMessage> runs =
        jobs.stream().filter(job -> job.getJobName().equals(name)).toList();
    return runs.stream()
        .filter(run -> !run.getJobState().isTerminalState())
        .findFirst()
        .or(() -> runs.stream().max(Comparator.comparingLong(JobStatusMessage::getStartTime)))
        .map(JobStatusMessage::getJobState);
  }
}
