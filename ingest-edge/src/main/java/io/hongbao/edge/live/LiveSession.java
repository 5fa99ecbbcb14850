package io.hongbao.edge.live;

import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.edge.address.CountedAddress;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.call.ClaimCall.Asker;
import io.hongbao.edge.call.EdgeReply;
import io.hongbao.edge.call.PacketsCall;
import io.hongbao.edge.gate.ShakeRequest;
import io.hongbao.edge.live.ClientMessage.BadMessageException;
import io.hongbao.edge.live.ClientMessage.ClaimMessage;
import io.hongbao.edge.live.ClientMessage.PacketsMessage;
import io.hongbao.edge.live.ClientMessage.ShakeMessage;
import io.hongbao.edge.live.ClientMessage.TicketMessage;
import io.hongbao.edge.live.UnheardAnswers.Unheard;
import io.hongbao.edge.shake.ShakeStatus;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.Ticket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a phone and the edge say to each other over one long connection, from the ticket on. For the
 * connection's I/O thread.
 */
final class LiveSession implements LiveSocket.Session, LiveShake.Owner {

  private static final String SHAKE = "shake";
  private static final String TICKET = "ticket";
  private static final String CLAIM = "claim";

  /** The cache's own time-out is shorter; this one is for a reader that breaks its word. */
  private static final int LIST_TIMEOUT_MILLIS = 5_000;

  /** Messages that cannot be read are the phone's fault; so many are misuse. */
  private static final int MAX_BAD_MESSAGES = 8;

  /** Shakes of a connection that wait for their answers. */
  private static final int MAX_SHAKES = 8;

  /** Claims of a connection that wait. */
  private static final int MAX_CLAIMS = 8;

  /** As long as the longest wait over HTTP. */
  private static final int CLAIM_WAIT_MILLIS = 10_000;

  /** Answers that were sent since the phone last showed that it reads. */
  private static final int MAX_UNCONFIRMED = 8;

  private final LiveLoop loop;
  private final LiveSocket socket;
  private final String address;
  private final CountedAddress counted;
  private final Optional<String> channel;

  /** Null until the phone has shown it. */
  private Ticket ticket;

  private ShowVersion shown;

  /** Null unless shakes wait. */
  private List<LiveShake> shakes;

  /** Null unless answers were sent of which it is not known whether the phone has them. */
  private ArrayDeque<Sent> unconfirmed;

  /** How many of them were sent before the last ping. */
  private int sentBeforePing;

  /** Null unless a list of packets is asked for. */
  private Listing listing;

  private int badMessages;

  /** How many claims wait. */
  private int claims;

  /**
   * A session without a ticket.
   *
   * @param address the phone's
   * @param counted the same as its messages are counted
   * @param channel by which the phone's owner sees the show; empty for none
   */
  LiveSession(
      LiveLoop loop,
      LiveSocket socket,
      String address,
      CountedAddress counted,
      Optional<String> channel) {
    this.loop = loop;
    this.socket = socket;
    this.address = address;
    this.counted = counted;
    this.channel = channel;
  }

  /** An answer that was sent. */
  private record Sent(String show, ShakeId shakeId) {}

  @Override
  public void heard(LiveShake shake) {
    loop.tell(shake);
  }

  @Override
  public LiveSocket socket() {
    return socket;
  }

  @Override
  public boolean hasTicket() {
    return ticket != null;
  }

  /** Takes a message. */
  @Override
  public void hear(String text) {
    ClientMessage message;
    try {
      message = ClientMessage.parse(text);
    } catch (BadMessageException e) {
      bad(e.getMessage());
      return;
    }
    if (message instanceof TicketMessage held) {
      show(held.ticket());
    } else if (ticket == null) {
      socket.close(CloseReason.misuse("expected a ticket first"));
    } else if (!isExpired(loop.nowMillis())) {
      take(message);
    }
  }

  private void bad(String why) {
    tell("message", new EdgeReply.Problem(HttpProblem.badRequest(why)));
    badMessages++;
    if (ticket == null || badMessages >= MAX_BAD_MESSAGES) {
      socket.close(CloseReason.misuse(ticket == null ? "expected a ticket first" : why));
    }
  }

  private void take(ClientMessage message) {
    if (message instanceof ShakeMessage shake) {
      shake(shake.named());
    } else if (message instanceof PacketsMessage) {
      list();
    } else if (message instanceof ClaimMessage claim) {
      claim(claim);
    }
  }

  // ---- the ticket

  private void show(String text) {
    try {
      admit(loop.calls().tickets().verify("Bearer " + text, loop.nowMillis()));
    } catch (InvalidTicketException e) {
      refuse(e);
    }
  }

  /** Goes by a ticket that was verified; a later one only if it is the same user's. */
  void admit(Ticket verified) {
    if (ticket == null) {
      ticket = verified;
      loop.admitted(socket);
      showTheShow();
      if (socket.isOpen()) {
        recall();
      }
    } else if (ticket.user().equals(verified.user()) && ticket.group().equals(verified.group())) {
      ticket = verified;
    } else {
      socket.close(CloseReason.misuse("this connection is another user's"));
    }
  }

  private void refuse(InvalidTicketException refusal) {
    tell(TICKET, new EdgeReply.Problem(HttpProblem.badTicket(refusal)));
    socket.close(CloseReason.misuse("the ticket is not valid: " + refusal.reason().name()));
  }

  /** Whether the ticket is of no use any more; then the phone has been told. */
  @Override
  public boolean isExpired(long nowMillis) {
    if (ticket != null) {
      try {
        loop.calls().tickets().requireLive(ticket, nowMillis);
      } catch (InvalidTicketException e) {
        refuse(e);
        return true;
      }
    }
    return false;
  }

  // ---- the show

  @Override
  public String group() {
    return ticket.group();
  }

  @Override
  public Optional<String> channel() {
    return channel;
  }

  @Override
  public ShowVersion shown() {
    return shown;
  }

  private void showTheShow() {
    // A phone that has gone is found out when it is told, and nobody may be left in its group then.
    shown = loop.versionOf(group());
    EdgeReply reply = loop.calls().show().show(group(), channel, loop.nowMillis());
    tell("show", reply);
    if (channel.isPresent() && reply instanceof EdgeReply.Problem problem) {
      if (problem.problem().status() == 404) {
        tell("show", loop.calls().show().show(group(), Optional.empty(), loop.nowMillis()));
      }
    }
  }

  /** Sends the show as it is now. */
  @Override
  public void push(ShowVersion version, byte[] frame) {
    shown = version;
    socket.send(frame);
  }

  // ---- shakes

  private void shake(Optional<ShakeId> named) {
    if (shakes != null && shakes.size() >= MAX_SHAKES) {
      tell(SHAKE, new EdgeReply.Problem(HttpProblem.TOO_MANY_AT_ONCE));
      return;
    }
    long nowMillis = loop.nowMillis();
    if (isBeyondBound(
        SHAKE, "request", loop.calls().budgets().requestWaitMillis(counted, nowMillis))) {
      return;
    }
    ShakeRequest request = new ShakeRequest(ticket, address, nowMillis);
    request.countAs(counted); // A gate looks at what the user may ask.
    named.ifPresent(request::nameShake);
    Optional<EdgeReply> refusal = loop.calls().shake().check(request);
    if (refusal.isPresent()) {
      tell(SHAKE, refusal.get());
      return;
    }
    LiveShake shake = new LiveShake(this, request, loop.tick(), false);
    add(shake);
    loop.calls().load().enter();
    loop.waits(shake);
    shake.waitFor(loop.calls().shake().use(request, shake));
  }

  /** Whether address or user ask more than they may; then the phone has been told. */
  private boolean isBeyondBound(String call, String bound, long waitMillis) {
    if (waitMillis > 0) {
      loop.calls().metrics().boundReached(bound);
      tell(call, new EdgeReply.Problem(HttpProblem.tooMany(waitMillis)));
    }
    return waitMillis > 0;
  }

  /**
   * Looks up what another connection of the user may have lost. Nothing is logged. The edge may
   * notice only after this one has begun that the last one is gone.
   */
  @Override
  public void recall() {
    if (ticket == null) {
      return;
    }
    AnswerLifetime lifetime =
        loop.calls()
            .shows()
            .planAt(group(), loop.nowMillis())
            .map(ShowPlan::answerLifetime)
            .orElse(AnswerLifetime.USUAL);
    for (Unheard unheard : loop.unheard().take(ticket, lifetime, loop.nowMillis())) {
      ShakeRequest request = new ShakeRequest(ticket, address, loop.nowMillis());
      request.nameShake(unheard.shakeId());
      if (loop.calls().shake().checkTurn(request).isEmpty()
          && request.plan().show().equals(unheard.show())) {
        LiveShake shake = new LiveShake(this, request, loop.tick(), true);
        add(shake);
        shake.waitFor(loop.calls().shake().lookUp(request, shake));
      }
    }
  }

  private void add(LiveShake shake) {
    if (shakes == null) {
      shakes = new ArrayList<>(1);
    }
    shakes.add(shake);
  }

  /** A shake has heard something, or its time is up. */
  @Override
  public void tellOf(LiveShake shake, ShakeStatus status) {
    if (shake.isOver()) {
      return;
    }
    end(shake);
    boolean isNews =
        status.kind() == ShakeStatus.Kind.ANSWERED
            || !(shake.isRecalled()
                || (status.kind() == ShakeStatus.Kind.PENDING && shake.isAcceptedTold()));
    if (!isNews) {
      return;
    }
    EdgeReply reply = loop.calls().shake().replyTo(shake.request(), status);
    if (status.kind() == ShakeStatus.Kind.ANSWERED) {
      // Before it is sent: if the connection turns out to be over, the answer is kept for the next.
      unconfirmed(shake);
    }
    if (shake.isRecalled()) {
      socket.send(FrameWriter.text(ServerMessages.recalled(reply)));
    } else {
      tell(SHAKE, reply);
    }
  }

  /** The log has the shake, and its answer takes a while. */
  @Override
  public void tellAccepted(LiveShake shake) {
    loop.calls().load().leave();
    shake.acceptedTold();
    tell(SHAKE, loop.calls().shake().replyTo(shake.request(), ShakeStatus.PENDING));
  }

  /** A shake has waited for long. What is known of it is told, unless the phone knows as much. */
  @Override
  public void timeUp(LiveShake shake) {
    ShakeStatus status = shake.leave();
    if (status.kind() == ShakeStatus.Kind.PENDING) {
      shake.waitFor(loop.calls().shake().lookUp(shake.request(), shake));
    } else {
      tellOf(shake, status);
    }
  }

  private void end(LiveShake shake) {
    shake.over();
    loop.waitsNoMore(shake);
    if (!shake.isRecalled() && !shake.isAcceptedTold()) {
      loop.calls().load().leave();
    }
    if (shakes != null) {
      shakes.remove(shake);
      if (shakes.isEmpty()) {
        shakes = null;
      }
    }
  }

  @Override
  public boolean hasShakes() {
    return shakes != null;
  }

  // ---- what the phone has heard

  private void unconfirmed(LiveShake shake) {
    if (unconfirmed == null) {
      unconfirmed = new ArrayDeque<>(2);
    } else if (unconfirmed.size() >= MAX_UNCONFIRMED) {
      unconfirmed.removeFirst();
      sentBeforePing = Math.max(0, sentBeforePing - 1);
    }
    unconfirmed.add(new Sent(shake.request().plan().show(), shake.request().turn().shakeId()));
  }

  @Override
  public boolean isUnconfirmed() {
    return unconfirmed != null;
  }

  /** The phone is asked whether it is there. */
  @Override
  public void asked() {
    sentBeforePing = unconfirmed == null ? 0 : unconfirmed.size();
  }

  /** The phone has answered: what was sent before it was asked has come to it. */
  @Override
  public void confirmed() {
    for (int i = 0; i < sentBeforePing; i++) {
      unconfirmed.removeFirst();
    }
    sentBeforePing = 0;
    if (unconfirmed != null && unconfirmed.isEmpty()) {
      unconfirmed = null;
    }
  }

  // ---- packets

  private void list() {
    if (listing != null) {
      tell("packets", new EdgeReply.Problem(HttpProblem.TOO_MANY_AT_ONCE));
      return;
    }
    long nowMillis = loop.nowMillis();
    if (isBeyondBound(
        "packets",
        "user",
        loop.calls().budgets().frameWaitMillis(counted, ticket.userHash(), nowMillis))) {
      return;
    }
    Optional<EdgeReply> refusal = loop.calls().packets().check(ticket, nowMillis);
    if (refusal.isPresent()) {
      tell("packets", refusal.get());
      return;
    }
    listing = new Listing();
    loop.after(LIST_TIMEOUT_MILLIS, listing::timeUp);
    Listing asked = listing;
    loop.calls()
        .packets()
        .list(ticket, loop.nowMillis())
        .thenAccept(reply -> loop.execute(() -> asked.end(reply)));
  }

  /** A list that is asked for. Its wait ends once. */
  private final class Listing {

    private Listing() {
      loop.calls().load().enter();
    }

    private void timeUp() {
      end(PacketsCall.AWAY);
    }

    private void end(EdgeReply reply) {
      if (listing == this) {
        listing = null;
        loop.calls().load().leave();
        tell("packets", reply);
      }
    }
  }

  // ---- claims

  private void claim(ClaimMessage message) {
    if (claims >= MAX_CLAIMS) {
      tell(CLAIM, new EdgeReply.Problem(HttpProblem.TOO_MANY_AT_ONCE));
      return;
    }
    long nowMillis = loop.nowMillis();
    if (isBeyondBound(
        CLAIM,
        "user",
        loop.calls().budgets().frameWaitMillis(counted, ticket.userHash(), nowMillis))) {
      return;
    }
    Optional<EdgeReply> refusal = loop.calls().claims().check();
    if (refusal.isPresent()) {
      tell(CLAIM, refusal.get());
      return;
    }
    Claiming claiming = new Claiming();
    loop.calls()
        .claims()
        .claim(
            new Asker(ticket, address, nowMillis, CLAIM_WAIT_MILLIS),
            message.packetId(),
            message.token())
        .thenAccept(reply -> loop.execute(() -> claiming.end(reply)));
  }

  /** A claim that waits. The service ends each wait by itself, so it needs no time-out. */
  private final class Claiming {

    private Claiming() {
      claims++;
      loop.calls().load().enter();
    }

    private void end(EdgeReply reply) {
      claims--;
      loop.calls().load().leave();
      if (socket.isOpen()) {
        tell(CLAIM, reply);
      }
    }
  }

  private void tell(String call, EdgeReply reply) {
    socket.send(FrameWriter.text(ServerMessages.of(call, reply)));
  }

  /** The connection is over: answers that it may not have carried are kept for the next one. */
  @Override
  public void ended() {
    if (ticket == null) {
      return;
    }
    if (listing != null) {
      listing = null;
      loop.calls().load().leave();
    }
    long nowMillis = loop.nowMillis();
    if (unconfirmed != null) {
      unconfirmed.forEach(
          sent -> loop.unheard().note(ticket, sent.show(), sent.shakeId(), nowMillis));
      unconfirmed = null;
    }
    for (LiveShake shake : shakes == null ? List.<LiveShake>of() : List.copyOf(shakes)) {
      ShakeStatus status = shake.leave();
      end(shake);
      if (status.kind() != ShakeStatus.Kind.BUSY && status.kind() != ShakeStatus.Kind.UNKNOWN) {
        ShakeRequest request = shake.request();
        loop.unheard().note(ticket, request.plan().show(), request.turn().shakeId(), nowMillis);
      }
    }
  }
}
