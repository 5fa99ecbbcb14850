package io.hongbao.kafka;

import io.hongbao.domain.OperationFailedException;
import java.util.List;

/**
 * Topics do not have the settings that the law rests on. The message lists every difference, a line
 * each; what to do about them depends on how Kafka runs, and whoever catches this says it.
 */
public final class TopicSettingsException extends OperationFailedException {

  private static final long serialVersionUID = 1L;

  private final boolean mendable;

  TopicSettingsException(List<String> problems, boolean mendable) {
    super("the log's settings break the law:\n  " + String.join("\n  ", problems));
    this.mendable = mendable;
  }

  /** Whether {@link TopicSetup#mendAndVerify} can put all of it right. */
  public boolean isMendable() {
    return mendable;
  }
}
