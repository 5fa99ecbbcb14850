package io.hongbao.rehearsal.processes;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;

/**
 * A job that is to run, and what is known of it. Known by name alone: one that somebody else
 * submitted under this name is as good. Not safe for use by several threads.
 */
final class SupervisedJob {

  /** Ends in a row, each shortly after a start: whatever caused them would end the next run too. */
  static final int MAX_ENDS_IN_A_ROW = 10;

  private static final Duration LIVED_WELL = Duration.ofMinutes(1);

  private final String name;
  private final Supplier<JobGraph> resuming;
  private final boolean leavesStopped;
  private final RestartBackoff backoff = new RestartBackoff();

  /** Handed over without an answer: it may be there, so nothing else is handed over before it. */
  private Optional<JobGraph> unanswered = Optional.empty();

  private Optional<JobID> seenEnd = Optional.empty();
  private int endsInARow;
  private boolean staysAway;
  private long submittedAtNanos;
  private long nextSubmitAtNanos;

  /**
   * How a run ended.
   *
   * @param staysAway whether no other run follows
   */
  record End(JobID run, JobStatus status, boolean staysAway) {

    /** Whether somebody ended it, other than by a fault. */
    boolean isOnPurpose() {
      return status == JobStatus.CANCELED || status == JobStatus.FINISHED;
    }
  }

  /**
   * @param resuming makes the job anew from its newest checkpoint, while no run of it is alive
   * @param leavesStopped whether a job that somebody cancelled or stopped stays away
   */
  SupervisedJob(String name, Supplier<JobGraph> resuming, boolean leavesStopped) {
    this.name = name;
    this.resuming = resuming;
    this.leavesStopped = leavesStopped;
  }

  String name() {
    return name;
  }

  /**
   * Takes note of how it stands.
   *
   * @param jobs all that the JobManager knows
   * @return how the latest run ended, once for each run that did
   */
  Optional<End> look(Collection<JobStatusMessage> jobs, long nowNanos) {
    Optional<JobStatusMessage> latest = latest(jobs);
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    unanswered = Optional.empty();
    JobStatus status = latest.get().getJobState();
    if (!status.isTerminalState()) {
      staysAway = false;
      return Optional.empty();
    }
    Optional<JobID> run = Optional.of(latest.get().getJobId());
    if (run.equals(seenEnd)) {
      return Optional.empty();
    }
    seenEnd = run;
    boolean livedWell = nowNanos - submittedAtNanos >= LIVED_WELL.toNanos();
    endsInARow = livedWell ? 1 : endsInARow + 1;
    End end = new End(run.get(), status, endsInARow > MAX_ENDS_IN_A_ROW);
    if (leavesStopped && end.isOnPurpose()) {
      end = new End(run.get(), status, true);
    }
    staysAway = end.staysAway();
    return Optional.of(end);
  }

  /**
   * Whether it has to be submitted now: the JobManager does not know it, or it has ended and does
   * not stay away.
   *
   * @param jobs all that the JobManager knows
   */
  boolean isDue(Collection<JobStatusMessage> jobs, long nowNanos) {
    return !isAlive(jobs) && !staysAway && nowNanos - nextSubmitAtNanos >= 0;
  }

  private boolean isAlive(Collection<JobStatusMessage> jobs) {
    return latest(jobs).filter(it -> !it.getJobState().isTerminalState()).isPresent();
  }

  /**
   * Whether it runs, or stays away.
   *
   * @param jobs all that the JobManager knows
   */
  boolean isSettled(Collection<JobStatusMessage> jobs) {
    return staysAway || status(jobs).filter(it -> it == JobStatus.RUNNING).isPresent();
  }

  /**
   * Submits it.
   *
   * @return where it starts from; empty if at the beginning
   * @throws JobManagerException if that was not accepted; it stays due
   */
  Optional<String> submit(JobManagerClient to, long nowNanos) {
    Duration lived = Duration.ofNanos(nowNanos - submittedAtNanos);
    submittedAtNanos = nowNanos;
    nextSubmitAtNanos = nowNanos + backoff.after(lived).toNanos();
    JobGraph graph = unanswered.orElseGet(resuming);
    try {
      to.submit(graph);
      unanswered = Optional.empty();
      return Optional.ofNullable(graph.getSavepointRestoreSettings().getRestorePath());
    } catch (JobManagerException e) {
      unanswered = e.isAnswered() ? Optional.empty() : Optional.of(graph);
      throw e;
    }
  }

  Optional<JobStatus> status(Collection<JobStatusMessage> jobs) {
    return latest(jobs).map(JobStatusMessage::getJobState);
  }

  /** The run that lives, else the latest one. */
  private Optional<JobStatusMessage> latest(Collection<JobStatusMessage> jobs) {
    List<JobStatusMessage> runs =
        jobs.stream().filter(job -> job.getJobName().equals(name)).toList();
    return runs.stream()
        .filter(run -> !run.getJobState().isTerminalState())
        .findFirst()
        .or(() -> runs.stream().max(Comparator.comparingLong(JobStatusMessage::getStartTime)));
  }
}
