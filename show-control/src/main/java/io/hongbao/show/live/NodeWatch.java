package io.hongbao.show.live;

import java.util.List;
import java.util.function.Supplier;

/** The nodes of a show, and what is awaited of them. */
final class NodeWatch {

  /** In which acknowledgements are looked at. */
  private static final long ACK_POLL_MILLIS = 50;

  private final AckTopic acks;
  private final ShowSettings settings;
  private final Waiting clock;

  NodeWatch(AckTopic acks, ShowSettings settings, Waiting clock) {
    this.acks = acks;
    this.settings = settings;
    this.clock = clock;
  }

  /** Those that count now. */
  Nodes of(ShowState state) {
    return Nodes.at(state, acks.read(), clock.millis());
  }

  /** Those that have not acknowledged a plan when time is up. */
  List<String> awaitPlan(ShowState state, long plan) {
    return awaitAcks(() -> of(state).behindPlan(plan));
  }

  /** Those that do not follow the mode of an operation when time is up. */
  List<String> awaitMode(ShowState state, long op) {
    return awaitAcks(() -> of(state).behindMode(op));
  }

  /** Those that are still behind when time is up. */
  private List<String> awaitAcks(Supplier<List<String>> nodesBehind) {
    long untilMillis = clock.millis() + settings.maxAckWaitMillis();
    List<String> behind = nodesBehind.get();
    while (!behind.isEmpty() && clock.millis() < untilMillis) {
      clock.sleep(ACK_POLL_MILLIS);
      behind = nodesBehind.get();
    }
    return behind;
  }
}
