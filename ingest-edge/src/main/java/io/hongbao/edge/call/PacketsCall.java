package io.hongbao.edge.call;

import io.hongbao.cache.HeldPacket;
import io.hongbao.cache.PacketStandingReader;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.answer.PacketJson;
import io.hongbao.edge.gate.Load;
import io.hongbao.edge.packets.PacketLists;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.tickets.ClaimTokens;
import io.hongbao.tickets.Ticket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a user holds. Never an empty list that is not true. Thread-safe; never blocks. */
public final class PacketsCall {

  /** What is said while the list cannot be read, or does not come. */
  public static final EdgeReply AWAY = new EdgeReply.Problem(HttpProblem.PACKETS_AWAY);

  private static final EdgeReply NO_PACKETS = new EdgeReply.Packets("{\"packets\":[]}");

  private static final Optional<EdgeReply> NO_SHOW =
      Optional.of(new EdgeReply.Problem(HttpProblem.NO_SHOW));
  private static final Optional<EdgeReply> TOO_MANY_WAIT =
      Optional.of(new EdgeReply.Problem(HttpProblem.TOO_MANY_WAIT));

  private final ShowPlanTable shows;
  private final Load load;
  private final PacketLists lists;
  private final PacketStandingReader standings;
  private final ClaimTokens tokens;

  public PacketsCall(
      ShowPlanTable shows,
      Load load,
      PacketLists lists,
      PacketStandingReader standings,
      ClaimTokens tokens) {
    this.shows = shows;
    this.load = load;
    this.lists = lists;
    this.standings = standings;
    this.tokens = tokens;
  }

  /** The refusal of a list; empty if it may be asked for. */
  public Optional<EdgeReply> check(Ticket ticket, long nowMillis) {
    if (shows.planAt(ticket.group(), nowMillis).isEmpty()) {
      return NO_SHOW;
    }
    return load.isFull() ? TOO_MANY_WAIT : Optional.empty();
  }

  /** Asks for the list. The stage ends in any thread, and never in a failure. */
  public CompletionStage<EdgeReply> list(Ticket ticket, long nowMillis) {
    ShowPlan plan = shows.planAt(ticket.group(), nowMillis).orElseThrow();
    return lists
        .of(plan, ticket.user(), nowMillis)
        .thenCompose(
            packets ->
                packets.isPresent()
                    ? list(plan, ticket.user(), packets.get())
                    : CompletableFuture.completedFuture(AWAY))
        .exceptionally(failure -> AWAY);
  }

  /** A list is told with where its packets stand, or not at all. Most users have won nothing. */
  private CompletionStage<EdgeReply> list(ShowPlan plan, String user, List<HeldPacket> packets) {
    if (packets.isEmpty()) {
      return CompletableFuture.completedFuture(NO_PACKETS);
    }
    Optional<ClaimTokens> ofShow = plan.kind().isLive() ? Optional.of(tokens) : Optional.empty();
    return standings
        .standings(packets.stream().map(HeldPacket::packetId).toList())
        .thenApply(
            found ->
                found.isPresent()
                    ? new EdgeReply.Packets(
                        PacketJson.packets(
                            packets, found.get(), plan.show(), user, plan.texts(), ofShow))
                    : AWAY);
  }
}
