package io.hongbao.rehearsal.processes;

import java.util.Collection;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;

/** A JobManager as far as jobs go. It forgets them all when it dies. */
public interface JobManagerClient {

  /**
   * Every job it knows, those that ended lately too.
   *
   * @throws JobManagerException if it does not say
   */
  Collection<JobStatusMessage> jobs();

  /**
   * Hands a job over. A job with the id of one that it has is refused.
   *
   * @throws JobManagerException if it does not accept it, or does not say so
   */
  void submit(JobGraph graph);

  /**
   * Why a run failed, for people; empty if it did not fail, or nothing is known.
   *
   * @throws JobManagerException if it does not say
   */
  Optional<String> failure(JobID run);
}
