package io.hongbao.rehearsal.processes;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * their newest checkpoints. What Flink itself restarts, after the death of a TaskManager say, is
 * left to it.
 */
final class JobKeeper implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(JobKeeper.class);

  private final JobManager manager;
  private final Consumer<String> progress;
  private final Map<String, KeptJob> jobs = new LinkedHashMap<>();
  private final Thread looking = new Thread(this::lookAgainAndAgain, "keeps-jobs");

  JobKeeper(JobManager manager, Consumer<String> progress) {
    this.manager = manager;
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
  synchronized void keep(String name, Supplier<JobGraph> resuming) {
    if (jobs.containsKey(name)) {
      throw new IllegalArgumentException("a job named " + name + " runs already");
    }
    var job = new KeptJob(name, resuming);
    job.submit(manager, System.nanoTime());
    jobs.put(name, job);
  }

  /**
   * What Flink says of a job.
   *
   * @throws JobManagerException if it says nothing
   * @throws IllegalStateException if it does not know it, for now
   */
  synchronized JobStatus status(String name) {
    KeptJob job = jobs.get(name);
    if (job == null) {
      throw new IllegalArgumentException("no job is named " + name);
    }
    return job.status(manager.jobs())
        .orElseThrow(() -> new IllegalStateException("flink knows no job " + name));
  }

  @Override
  public void close() {
    looking.interrupt();
    try {
      looking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAgainAndAgain() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    if (jobs.isEmpty()) {
      return;
    }
    Collection<JobStatusMessage> known;
    try {
      known = manager.jobs();
    } catch (JobManagerException away) {
      return;
    }
    for (KeptJob job : jobs.values()) {
      if (job.isDue(known, System.nanoTime())) {
        submitAgain(job);
      }
    }
  }

  private void submitAgain(KeptJob job) {
    try {
      job.submit(manager, System.nanoTime());
      progress.accept("job " + job.name() + " goes on from its last checkpoint");
    } catch (RuntimeException e) {
      LOG.warn("job {} could not be submitted again; tried again soon", job.name(), e);
    }
  }
}
