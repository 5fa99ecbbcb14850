package io.hongbao.rehearsal.processes;

import java.time.Duration;

/**
 * When a part ends, so that each can finish with those it writes to: in the order named here, parts
 * of one step side by side. A part that has not ended within its grace is killed; all steps
 * together stay below the 27 s that {@code up} allows itself.
 */
public enum StopOrder {
  /** They answer what waits and flush what they took. With them the payout adapter. */
  EDGES(Duration.ofSeconds(10)),

  /**
   * What a job did after its last checkpoint is done again: nothing to wait for. With it the
   * wallet, which decides in single statements.
   */
  FLINK(Duration.ofSeconds(3)),

  /** Redis, and PostgreSQL, whose clients have ended by then. */
  CACHE(Duration.ofSeconds(3)),

  /**
   * A controlled shutdown needs a controller; the last broker of a cluster may find none and would
   * wait for minutes. Killed, it looks through its newest segments at the next start.
   */
  LOG(Duration.ofSeconds(8));

  private final Duration grace;

  StopOrder(Duration grace) {
    this.grace = grace;
  }

  /** From SIGTERM to SIGKILL. */
  public Duration grace() {
    return grace;
  }
}
