package io.hongbao.jobs.draw;

/**
 * The job's own state cannot be read. No record's fault: the job must fail and start again from its
 * last checkpoint.
 */
final class StateFaultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StateFaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
