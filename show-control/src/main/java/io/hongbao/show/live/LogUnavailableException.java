package io.hongbao.show.live;

import io.hongbao.domain.OperationFailedException;

/** The log did not acknowledge or answer. Nothing is wrong with the command: repeat it. */
public final class LogUnavailableException extends OperationFailedException {

  private static final long serialVersionUID = 1L;

  public LogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A topic was not handed out. */
  static LogUnavailableException ofReading(String topic, Throwable cause) {
    return new LogUnavailableException(
        "Kafka did not hand out topic " + topic + " (" + cause.getMessage() + "): try again",
        cause);
  }
}
