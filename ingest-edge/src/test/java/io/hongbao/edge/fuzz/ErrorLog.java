package io.hongbao.edge.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What the edge, or the server that it is built on, logs as an error. Thread-safe. */
final class ErrorLog implements AutoCloseable {

  private static final int MAX_KEPT = 20;

  private final List<String> errors = new ArrayList<>();
  private final Logger root = (Logger) LogManager.getRootLogger();
  private final Appender appender =
      new AbstractAppender("fuzz-errors", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          if (event.getLevel().isMoreSpecificThan(Level.ERROR)) {
            keep(event.toImmutable());
          }
        }
      };

  ErrorLog() {
    appender.start();
    root.addAppender(appender);
  }

  private synchronized void keep(LogEvent event) {
    if (errors.size() < MAX_KEPT) {
      errors.add(
          event.getLoggerName()
              + ": "
              + event.getMessage().getFormattedMessage()
              + (event.getThrown() == null ? "" : " " + event.getThrown()));
    }
  }

  /** What was logged since this was asked last. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(errors);
    errors.clear();
    return taken;
  }

  @Override
  public void close() {
    root.removeAppender(appender);
    appender.stop();
  }
}
