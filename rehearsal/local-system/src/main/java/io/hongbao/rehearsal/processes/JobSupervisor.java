package io.hongbao.rehearsal.processes;

import io.hongbao.domain.OperationFailedException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps jobs running: a JobManager that was started again knows none, and gets them again from
 * their newest checkpoints. So does one whose job failed for good, or was cancelled or stopped by
 * somebody else, with a line for people and a bounded number of times. What Flink itself restarts,
 * after the death of a TaskManager say, is left to it.
 */
public final class JobSupervisor implements AutoCloseable {

  /** While all is well: a JobManager that dies is away for longer than this. */
  private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

  /** While the JobManager does not answer or a job does not run. */
  private static final Duration CHECK_AGAIN_AFTER = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(JobSupervisor.class);

  private final JobManagerClient manager;
  private final boolean leavesStopped;
  private final Consumer<String> progress;
  private final Map<String, SupervisedJob> jobs = new LinkedHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread looking = new Thread(this::keepJobs, "keeps-jobs");

  /**
   * A keeper of no job yet.
   *
   * @param leavesStopped whether a job that somebody cancelled or stopped stays away
   * @param progress gets a line for people when a job ends and when it goes on
   */
  public JobSupervisor(JobManagerClient manager, boolean leavesStopped, Consumer<String> progress) {
    this.manager = manager;
    this.leavesStopped = leavesStopped;
    this.progress = progress;
    looking.setDaemon(true);
    looking.start();
  }

  /**
   * Submits a job and keeps it running from now on.
   *
   * @param resuming makes the job from its newest checkpoint, each time it is submitted
   * @throws JobManagerException if it was not accepted
   */
  public synchronized void keep(String name, Supplier<JobGraph> resuming) {
    if (jobs.containsKey(name)) {
      throw new IllegalArgumentException("a job named " + name + " runs already");
    }
    var job = new SupervisedJob(name, resuming, leavesStopped);
    var unused = job.submit(manager, System.nanoTime());
    jobs.put(name, job);
  }

  /**
   * What Flink says of a job.
   *
   * @throws JobManagerException if it says nothing
   * @throws OperationFailedException if it does not know it, for now
   */
  public synchronized JobStatus status(String name) {
    SupervisedJob job = jobs.get(name);
    if (job == null) {
      throw new IllegalArgumentException("no job is named " + name);
    }
    return job.status(manager.jobs())
        .orElseThrow(() -> new OperationFailedException("flink knows no job " + name));
  }

  @Override
  public void close() {
    closed.countDown();
    looking.interrupt();
    try {
      looking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepJobs() {
    try {
      // Flink forgets the interrupt while it makes a job's graph: findings/README.md.
      Duration pause = CHECK_AGAIN_AFTER;
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = look() ? CHECK_EVERY : CHECK_AGAIN_AFTER;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether every job runs or stays away, so that the next look need not come soon. */
  private synchronized boolean look() {
    if (jobs.isEmpty()) {
      return true;
    }
    Collection<JobStatusMessage> known;
    try {
      known = manager.jobs();
    } catch (JobManagerException away) {
      return false;
    }
    boolean settled = true;
    for (SupervisedJob job : jobs.values()) {
      long nowNanos = System.nanoTime();
      job.look(known, nowNanos).ifPresent(end -> progress.accept(describe(job, end)));
      settled &= job.isSettled(known);
      if (job.isDue(known, nowNanos) && closed.getCount() > 0) {
        submitAgain(job);
      }
    }
    return settled;
  }

  private String describe(SupervisedJob job, SupervisedJob.End end) {
    String how =
        switch (end.status()) {
          case CANCELED -> "was cancelled, not by this command";
          case FINISHED -> "was stopped, not by this command";
          case FAILED -> "failed" + failure(end).map(cause -> ": " + cause).orElse("");
          default -> "ended as " + end.status();
        };
    String next;
    if (!end.staysAway()) {
      next = "it is started again from its newest checkpoint";
    } else if (leavesStopped && end.isOnPurpose()) {
      next =
          "it stays away, as this command was told to leave such jobs; to have it back, end this"
              + " command and start it again";
    } else {
      next =
          String.format(
              Locale.ROOT,
              "it has ended more than %d times in a row, each time shortly after its start, and stays"
                  + " away; mend the cause, end this command and start it again",
              SupervisedJob.MAX_ENDS_IN_A_ROW);
    }
    return String.format(
        Locale.ROOT,
        "%s job %s %s; %s",
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        job.name(),
        how,
        next);
  }

  private Optional<String> failure(SupervisedJob.End end) {
    try {
      return manager.failure(end.run());
    } catch (JobManagerException e) {
      LOG.warn("flink does not say why job {} failed", end.run(), e);
      return Optional.empty();
    }
  }

  private void submitAgain(SupervisedJob job) {
    try {
      String from =
          job.submit(manager, System.nanoTime())
              .map(
                  path ->
                      "its last checkpoint, " + path.replaceFirst("/$", "").replaceFirst(".*/", ""))
              .orElse("the beginning of the log");
      progress.accept("job " + job.name() + " goes on from " + from);
    } catch (RuntimeException e) {
      LOG.warn("job {} could not be submitted again; tried again soon", job.name(), e);
    }
  }
}
