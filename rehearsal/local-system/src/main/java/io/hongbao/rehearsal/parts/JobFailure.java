package io.hongbao.rehearsal.parts;

import java.util.Optional;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.SerializedThrowable;

/** Why a job failed, as one sentence: what stands at the end of Flink's chain of causes. */
public final class JobFailure {

  /** Flink writes the type before the message, once for each time that a cause was carried on. */
  private static final String TYPES = "^(?:[\\w$.]+(?:Exception|Error): )+";

  private JobFailure() {}

  /** Empty of a job that did not fail. */
  public static Optional<String> of(JobResult result) {
    return result.getSerializedThrowable().map(JobFailure::rootMessage);
  }

  private static String rootMessage(SerializedThrowable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).replaceFirst(TYPES, "");
  }
}
