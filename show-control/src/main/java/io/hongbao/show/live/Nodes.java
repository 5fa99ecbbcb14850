package io.hongbao.show.live;

import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.AckRecord.KnownShow;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.Forget;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The nodes of a show that count: heard within the last minute, not left, and not forgotten since
 * they were heard. Immutable.
 */
public final class Nodes {

  /** For how long a node that is silent counts. */
  public static final long MAX_SILENCE_MILLIS = 60_000;

  private static final KnownShow NOTHING = new KnownShow(0, 0);

  private final String show;
  private final List<AckRecord> live;

  private Nodes(String show, List<AckRecord> live) {
    this.show = show;
    this.live = List.copyOf(live);
  }

  /** Those that count at an instant. */
  public static Nodes at(ShowState state, Collection<AckRecord> acks, long nowMillis) {
    return new Nodes(
        state.show(),
        acks.stream()
            .filter(ack -> !ack.hasLeft() && nowMillis - ack.atMillis() < MAX_SILENCE_MILLIS)
            .filter(ack -> !isForgotten(state, ack))
            .sorted(Comparator.comparing(AckRecord::node))
            .toList());
  }

  private static boolean isForgotten(ShowState state, AckRecord ack) {
    return state.ops().stream()
        .filter(op -> op.op() instanceof Forget forget && forget.node().equals(ack.node()))
        .mapToLong(OpRecord::atMillis)
        .anyMatch(forgottenAtMillis -> forgottenAtMillis >= ack.atMillis());
  }

  /** By name. */
  public List<AckRecord> live() {
    return live;
  }

  /** What a node knows of the show. */
  public KnownShow known(AckRecord node) {
    return node.shows().getOrDefault(show, NOTHING);
  }

  /** Those that have not acknowledged a plan. */
  public List<String> behindPlan(long plan) {
    return live.stream().filter(node -> known(node).plan() < plan).map(AckRecord::node).toList();
  }

  /** Those that do not follow the mode of an operation yet. */
  public List<String> behindMode(long modeOp) {
    return live.stream()
        .filter(node -> known(node).modeOp() < modeOp)
        .map(AckRecord::node)
        .toList();
  }
}
