package io.hongbao.wire.topics;

import java.util.List;

/** Topics do not have the settings that the law rests on. The message lists every difference. */
public final class TopicSettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TopicSettingsException(List<String> problems) {
    super("the log's settings break the law:\n  " + String.join("\n  ", problems));
  }
}
