package io.hongbao.show.live;

import io.hongbao.domain.OperationFailedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The clock of an operator, and how time passes while a command waits. */
public interface Waiting extends InstantSource {

  /**
   * Returns after a while.
   *
   * @throws OperationFailedException if the thread is interrupted, which then stays so
   */
  void sleep(long millis);

  /** The machine's. */
  static Waiting system() {
    InstantSource clock = InstantSource.system();
    return new Waiting() {
      @Override
      public Instant instant() {
        return clock.instant();
      }

      @Override
      public void sleep(long millis) {
        try {
          TimeUnit.MILLISECONDS.sleep(Math.max(0, millis));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new OperationFailedException("interrupted while waiting", e);
        }
      }
    };
  }
}
