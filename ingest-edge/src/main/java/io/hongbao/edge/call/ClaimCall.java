package io.hongbao.edge.call;

import io.hongbao.cache.AnswerReader;
import io.hongbao.cache.HeldPacket;
import io.hongbao.cache.PacketStanding;
import io.hongbao.cache.PacketStandingReader;
import io.hongbao.domain.money.PacketIds;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.ShareState;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.answer.PacketJson;
import io.hongbao.edge.claim.ClaimKey;
import io.hongbao.edge.claim.ClaimService;
import io.hongbao.edge.claim.ClaimStatus;
import io.hongbao.edge.gate.Load;
import io.hongbao.edge.metrics.ClaimMetrics;
import io.hongbao.edge.risk.VerdictTable;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.tickets.ClaimTokens;
import io.hongbao.tickets.ClaimTokens.NamedShare;
import io.hongbao.tickets.Ticket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims of packets and shares, and where they stand, however they are asked. Nothing here says
 * that a packet has expired unless the log decided so. Thread-safe; never blocks. Stages end in any
 * thread, and never in a failure.
 */
public final class ClaimCall {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimCall.class);

  private static final EdgeReply AWAY = new EdgeReply.Problem(HttpProblem.PACKETS_AWAY);

  private final ShowPlanTable shows;
  private final VerdictTable verdicts;
  private final Load load;
  private final AnswerReader answers;
  private final PacketStandingReader standings;
  private final ClaimTokens tokens;
  private final ClaimService claims;
  private final String edgeId;
  private final ClaimMetrics metrics;

  public ClaimCall(
      ShowPlanTable shows,
      VerdictTable verdicts,
      Load load,
      AnswerReader answers,
      PacketStandingReader standings,
      ClaimTokens tokens,
      ClaimService claims,
      String edgeId,
      ClaimMetrics metrics) {
    this.shows = shows;
    this.verdicts = verdicts;
    this.load = load;
    this.answers = answers;
    this.standings = standings;
    this.tokens = tokens;
    this.claims = claims;
    this.edgeId = edgeId;
    this.metrics = metrics;
  }

  /**
   * Who asks.
   *
   * @param ticket verified
   * @param address the phone's; empty if it is not known
   * @param waitMillis how long to wait for a decision; 0 not to
   */
  public record Asker(Ticket ticket, String address, long nowMillis, long waitMillis) {

    String user() {
      return ticket.user();
    }
  }

  /** The show of a packet, and what stands in the way of every claim of it. */
  private record Place(String show, Optional<HttpProblem> refusal) {}

  /** The refusal of whatever is asked here; empty if it may wait. */
  public Optional<EdgeReply> check() {
    boolean isFull = load.isFull() || claims.isFull() || load.isDraining();
    return isFull ? Optional.of(counted(problem(HttpProblem.TOO_MANY_WAIT))) : Optional.empty();
  }

  /**
   * The winner claims.
   *
   * @param token of the answer or the list; empty to have the holder looked up
   */
  public CompletionStage<EdgeReply> claim(Asker asker, String packetId, Optional<String> token) {
    return guarded(claimed(asker, packetId, token));
  }

  private CompletionStage<EdgeReply> claimed(Asker asker, String packetId, Optional<String> token) {
    Place place = placeOf(packetId);
    if (place.refusal().isPresent()) {
      return replied(place.refusal().get());
    }
    if (token.isPresent()) {
      boolean isRight =
          tokens.amountFen(token.get(), place.show(), packetId, asker.user()).isPresent();
      return isRight ? log(asker, packetId) : replied(HttpProblem.NOT_THE_WINNER);
    }
    return find(place.show(), asker.user(), packetId)
        .thenCompose(
            found -> {
              if (found.problem().isPresent()) {
                return replied(found.problem().get());
              }
              boolean isDecided =
                  found
                      .state()
                      .filter(new ClaimKey(packetId, 0, asker.user())::isDecidedIn)
                      .isPresent();
              return isDecided ? replied(claimed(found.state().get(), 0)) : log(asker, packetId);
            });
  }

  private CompletionStage<EdgeReply> log(Asker asker, String packetId) {
    return claims
        .claim(
            new Claim(
                packetId,
                asker.user(),
                verdicts.levelOf(
                    asker.user(), asker.ticket().device(), asker.address(), asker.nowMillis()),
                origin(asker)),
            asker.waitMillis())
        .thenApply(status -> counted(reply(status, packetId, state -> claimedBy(asker, state))));
  }

  private EdgeReply claimedBy(Asker asker, PacketState state) {
    boolean isWinner = state.won().orElseThrow().user().equals(asker.user());
    return isWinner ? claimed(state, 0) : problem(HttpProblem.NOT_THE_WINNER);
  }

  /** Where a packet stands for its winner, or for a friend who has a share of it. */
  public CompletionStage<EdgeReply> packet(Asker asker, String packetId) {
    return guarded(seen(asker, packetId));
  }

  private CompletionStage<EdgeReply> seen(Asker asker, String packetId) {
    Place place = placeOf(packetId);
    if (place.refusal().isPresent()) {
      return replied(place.refusal().get());
    }
    ClaimKey winners = new ClaimKey(packetId, 0, asker.user());
    if (claims.knows(winners)) {
      return claims
          .await(winners, asker.waitMillis())
          .thenApply(
              status ->
                  counted(
                      reply(
                          status,
                          packetId,
                          state -> told(state, shareOf(state, asker.user()), place.show()))));
    }
    return find(place.show(), asker.user(), packetId)
        .thenApply(
            found ->
                counted(
                    found.problem().isPresent()
                        ? problem(found.problem().get())
                        : found
                            .state()
                            .map(state -> told(state, shareOf(state, asker.user()), place.show()))
                            .orElseGet(
                                () ->
                                    new EdgeReply.Packet(
                                        PacketJson.unclaimed(
                                            packetId, found.held().amountFen())))));
  }

  /** A friend takes a share. */
  public CompletionStage<EdgeReply> claimShare(Asker asker, String token) {
    return guarded(shareClaimed(asker, token));
  }

  private CompletionStage<EdgeReply> shareClaimed(Asker asker, String token) {
    Optional<NamedShare> named = tokens.share(token, PacketIds::showOf);
    if (named.isEmpty()) {
      return replied(HttpProblem.UNKNOWN_SHARE);
    }
    NamedShare share = named.get();
    Place place = placeOf(share.packetId());
    if (place.refusal().isPresent()) {
      return replied(place.refusal().get());
    }
    ClaimKey key = new ClaimKey(share.packetId(), share.share(), asker.user());
    if (claims.knows(key)) {
      return take(asker, share);
    }
    return standingOf(share.packetId())
        .thenCompose(
            read -> {
              if (read.isEmpty()) {
                return replied(AWAY);
              }
              Optional<PacketState> state = stateOf(read.get());
              if (state.isEmpty()) {
                return replied(HttpProblem.SHARES_CLOSED);
              }
              if (key.isDecidedIn(state.get())) {
                return replied(shared(asker, share, state.get()));
              }
              return state.get().areSharesOpen()
                  ? take(asker, share)
                  : replied(HttpProblem.SHARES_CLOSED);
            });
  }

  private CompletionStage<EdgeReply> take(Asker asker, NamedShare share) {
    return claims
        .claim(
            new Share(
                share.packetId(),
                share.share(),
                asker.user(),
                verdicts.levelOf(
                    asker.user(), asker.ticket().device(), asker.address(), asker.nowMillis()),
                origin(asker)),
            asker.waitMillis())
        .thenApply(
            status ->
                counted(reply(status, share.packetId(), state -> shared(asker, share, state))));
  }

  private EdgeReply shared(Asker asker, NamedShare named, PacketState state) {
    if (state.won().orElseThrow().isShadow()) {
      return problem(HttpProblem.SHADOW_PACKET);
    }
    if (named.share() >= state.shares().size()) {
      return problem(HttpProblem.UNKNOWN_SHARE);
    }
    ShareState share = state.shares().get(named.share());
    if (share.friend().equals(asker.user())) {
      return claimed(state, named.share());
    }
    if (state.hasShare(asker.user())) {
      return problem(HttpProblem.HAS_SHARE);
    }
    boolean isGivenBack = share.friend().isEmpty();
    return problem(
        isGivenBack
            ? HttpProblem.gone(
                PacketJson.standing(state, named.share(), showOf(state), tokens),
                PacketJson.stateOf(share.phase()))
            : HttpProblem.SHARE_TAKEN);
  }

  /** Where a packet is to be claimed, and what stands in the way of anybody. */
  private Place placeOf(String packetId) {
    Optional<String> show = PacketIds.showOf(packetId);
    if (show.isEmpty()) {
      return new Place("", Optional.of(HttpProblem.UNKNOWN_PACKET));
    }
    if (!shows.isLive(show.get())) {
      return new Place(show.get(), Optional.of(HttpProblem.SHADOW_PACKET));
    }
    return new Place(show.get(), Optional.empty());
  }

  /**
   * A packet as the cache knows it.
   *
   * @param held null if the list of the user does not have it
   * @param problem why it is not the user's
   */
  private record Found(
      HeldPacket held, Optional<PacketState> state, Optional<HttpProblem> problem) {

    static Found none(HttpProblem problem) {
      return new Found(null, Optional.empty(), Optional.of(problem));
    }
  }

  /**
   * Looks a packet up: where it stands, and, while that is not known, whether the user holds it.
   */
  private CompletionStage<Found> find(String show, String user, String packetId) {
    return standingOf(packetId)
        .thenCompose(
            read -> {
              if (read.isEmpty()) {
                return CompletableFuture.completedFuture(Found.none(HttpProblem.PACKETS_AWAY));
              }
              Optional<PacketState> state = stateOf(read.get());
              return state.isPresent()
                  ? CompletableFuture.completedFuture(found(state.get(), user))
                  : findHeld(show, user, packetId);
            });
  }

  private static Found found(PacketState state, String user) {
    if (state.won().orElseThrow().isShadow()) {
      return Found.none(HttpProblem.SHADOW_PACKET);
    }
    return state.hasShare(user)
        ? new Found(null, Optional.of(state), Optional.empty())
        : Found.none(HttpProblem.NOT_THE_WINNER);
  }

  private CompletionStage<Found> findHeld(String show, String user, String packetId) {
    return answers
        .packets(show, user)
        .handle(
            (packets, failure) -> {
              if (failure != null || packets.isEmpty()) {
                return Found.none(HttpProblem.PACKETS_AWAY);
              }
              return packets.get().stream()
                  .filter(held -> held.packetId().equals(packetId))
                  .findFirst()
                  .map(held -> new Found(held, Optional.empty(), Optional.empty()))
                  .orElseGet(() -> Found.none(HttpProblem.UNKNOWN_PACKET));
            });
  }

  /** Empty if it cannot be read just now; an empty one inside if no record is decided yet. */
  private CompletionStage<Optional<Optional<PacketStanding>>> standingOf(String packetId) {
    return standings
        .standings(List.of(packetId))
        .handle(
            (found, failure) ->
                failure != null || found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(found.get().get(0)));
  }

  private static Optional<PacketState> stateOf(Optional<PacketStanding> standing) {
    return standing.map(PacketStanding::state).filter(state -> state.won().isPresent());
  }

  private static int shareOf(PacketState state, String user) {
    for (int share = 1; share < state.shares().size(); share++) {
      if (state.shares().get(share).friend().equals(user)) {
        return share;
      }
    }
    return 0;
  }

  private static String showOf(PacketState state) {
    return PacketIds.showOf(state.won().orElseThrow().packetId()).orElseThrow();
  }

  private EdgeReply told(PacketState state, int share, String show) {
    return new EdgeReply.Packet(PacketJson.standing(state, share, show, tokens));
  }

  /** The reply to a claim that is decided: 410 if it came too late. */
  private EdgeReply claimed(PacketState state, int share) {
    if (state.won().orElseThrow().isShadow()) {
      return problem(HttpProblem.SHADOW_PACKET);
    }
    Phase phase = state.shares().get(share).phase();
    String show = showOf(state);
    return phase == Phase.EXPIRED
        ? problem(
            HttpProblem.gone(
                PacketJson.standing(state, share, show, tokens), PacketJson.stateOf(phase)))
        : told(state, share, show);
  }

  private static EdgeReply reply(
      ClaimStatus status, String packetId, Function<PacketState, EdgeReply> decided) {
    if (status instanceof ClaimStatus.Decided known) {
      return decided.apply(known.state());
    }
    if (status instanceof ClaimStatus.Pending) {
      return new EdgeReply.ClaimAccepted(packetId);
    }
    return problem(
        status instanceof ClaimStatus.NotSent
            ? HttpProblem.CLAIM_NOT_SENT
            : HttpProblem.CLAIM_UNCERTAIN);
  }

  private Origin origin(Asker asker) {
    return new Origin(edgeId, asker.ticket().device(), asker.address(), asker.nowMillis());
  }

  private static CompletionStage<EdgeReply> guarded(CompletionStage<EdgeReply> reply) {
    return reply.exceptionally(
        failure -> {
          LOG.error("a claim failed", failure);
          return problem(HttpProblem.FAILED);
        });
  }

  private CompletionStage<EdgeReply> replied(HttpProblem problem) {
    return replied(problem(problem));
  }

  private CompletionStage<EdgeReply> replied(EdgeReply reply) {
    return CompletableFuture.completedFuture(counted(reply));
  }

  private static EdgeReply problem(HttpProblem problem) {
    return new EdgeReply.Problem(problem);
  }

  private EdgeReply counted(EdgeReply reply) {
    if (reply instanceof EdgeReply.Problem problem) {
      metrics.replied(String.valueOf(problem.problem().status()));
    } else {
      metrics.replied(reply instanceof EdgeReply.ClaimAccepted ? "PENDING" : "OK");
    }
    return reply;
  }
}
