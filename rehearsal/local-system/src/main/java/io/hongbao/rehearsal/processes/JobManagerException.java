package io.hongbao.rehearsal.processes;

import io.hongbao.domain.OperationFailedException;

/** The JobManager refused a request, or gave no answer to it. */
public final class JobManagerException extends OperationFailedException {

  private static final long serialVersionUID = 1L;

  private final boolean answered;

  private JobManagerException(String message, Throwable cause, boolean answered) {
    super(message, cause);
    this.answered = answered;
  }

  public static JobManagerException refused(Throwable cause) {
    return new JobManagerException("flink refused: " + cause.getMessage(), cause, true);
  }

  public static JobManagerException unanswered(Throwable cause) {
    return new JobManagerException("flink does not answer: " + cause, cause, false);
  }

  /** False if the request may have been carried out all the same. */
  boolean isAnswered() {
    return answered;
  }
}
