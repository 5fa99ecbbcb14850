package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.rehearsal.audience.LiveRequests.Kind;
import io.hongbao.rehearsal.audience.LiveRequests.Request;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import io.hongbao.rehearsal.audience.http.ReplyListener.Failure;
import io.hongbao.rehearsal.audience.websocket.Closing;
import io.hongbao.rehearsal.audience.websocket.WebSocketConnection;
import io.hongbao.rehearsal.audience.websocket.WebSocketListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A phone's line to an edge, which is a connection while there is one: asks what the phone asks as
 * soon as it is open, and turns what the edge says into replies of HTTP. For the loop's thread.
 */
final class LiveLink implements WebSocketListener {

  /** Hears of a line. */
  interface Owner {

    void opened();

    /** Nothing that was asked for hears of it yet. */
    void closed(Closing closing);

    /** An answer came that nobody waits for here. */
    void heardUnasked(ShakeId shakeId, ReplyBody body, HttpReply reply);

    /** Nothing is waited for any more. */
    void becameIdle();

    /** The edge said something that makes no sense here. */
    void misunderstood(String what);
  }

  /** An edge that says nothing for so long is given up. */
  private static final long REPLY_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** An answer that has not come by itself after that time is asked for. */
  private static final long ASK_AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Shakes in the log whose answers a phone still expects: it shakes once in two turns. */
  private static final int MAX_UNANSWERED = 8;

  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final byte[] NOTHING = {};

  /** A shake that is in the log, as this phone was told over a connection; null if that is gone. */
  private record Unanswered(ShakeId shakeId, WebSocketConnection toldBy) {}

  private final Owner owner;
  private final LiveRequests requests = new LiveRequests();
  private final List<Unanswered> unanswered = new ArrayList<>(0);
  private WebSocketConnection connection;
  private long connectingSinceNanos;

  LiveLink(Owner owner) {
    this.owner = owner;
  }

  /** Begins to use a connection, which has this line as its listener. */
  void connects(WebSocketConnection next, long nowNanos) {
    connection = next;
    connectingSinceNanos = nowNanos;
  }

  boolean isOpen() {
    return connection != null && connection.isOpen();
  }

  boolean isIdle() {
    return requests.isEmpty();
  }

  /**
   * Uses a turn.
   *
   * @return false if too much waits already
   */
  boolean shake(Optional<ShakeId> shakeId, ReplyListener listener, long nowNanos) {
    return ask(requests.add(Kind.SHAKE, shakeId, listener, nowNanos), nowNanos);
  }

  /** Waits for an answer, which comes by itself if this connection took the shake. */
  boolean awaitAnswer(ShakeId shakeId, ReplyListener listener, long nowNanos) {
    Optional<Request> request = requests.add(Kind.ANSWER, Optional.of(shakeId), listener, nowNanos);
    return isToCome(shakeId) ? request.isPresent() : ask(request, nowNanos);
  }

  boolean packets(ReplyListener listener, long nowNanos) {
    return ask(requests.add(Kind.PACKETS, Optional.empty(), listener, nowNanos), nowNanos);
  }

  /** Asks for answers that do not come, and gives up an edge that says nothing. */
  void sweep(long nowNanos) {
    if (connection != null
        && !connection.isOpen()
        && nowNanos - connectingSinceNanos >= REPLY_TIMEOUT_NANOS) {
      connection.abort(Closing.SILENCE);
      return;
    }
    boolean isSilent = false;
    for (Request request : requests.all()) {
      long waitedNanos = nowNanos - request.sinceNanos();
      isSilent |= waitedNanos >= REPLY_TIMEOUT_NANOS;
      if (!request.isAsked() && isOpen() && waitedNanos >= ASK_AFTER_NANOS) {
        send(request, nowNanos);
      }
    }
    if (isSilent && connection != null) {
      connection.abort(Closing.SILENCE);
    } else if (isSilent) {
      fail(Closing.SILENCE);
    }
  }

  /** Ends the connection, if there is one. */
  void leave() {
    if (connection != null) {
      connection.close();
    }
  }

  @Override
  public void opened() {
    owner.opened();
    long nowNanos = System.nanoTime();
    for (Request request : requests.all()) {
      send(request, nowNanos);
    }
  }

  @Override
  public void closed(Closing closing) {
    connection = null;
    unanswered.replaceAll(it -> new Unanswered(it.shakeId(), null));
    owner.closed(closing);
    fail(closing);
  }

  @Override
  public void received(byte[] bytes) {
    try {
      LiveMessage message = LiveMessage.parse(bytes);
      switch (message.kind()) {
        case ACCEPTED -> heardAccepted(message.body());
        case ANSWER -> heardAnswer(message.body(), message.isRecalled());
        case PACKETS -> reply(requests.takePackets(), OK, -1, message.packetsBody());
        case PROBLEM -> heardProblem(message.body());
        case SHOW, OTHER -> {}
      }
    } catch (IllegalArgumentException e) {
      owner.misunderstood("unreadable message: " + e.getMessage());
    }
    if (requests.isEmpty()) {
      owner.becameIdle();
    }
  }

  private void heardAccepted(byte[] body) {
    ShakeId id =
        ReplyBody.parse(body)
            .shakeId()
            .orElseThrow(() -> new IllegalArgumentException("accepted without a shakeId"));
    forget(id);
    if (unanswered.size() >= MAX_UNANSWERED) {
      unanswered.remove(0);
    }
    unanswered.add(new Unanswered(id, connection));
    reply(requests.takeAccepted(id), ACCEPTED, -1, body);
  }

  private void heardAnswer(byte[] body, boolean isRecalled) {
    ReplyBody answer = ReplyBody.parse(body);
    boolean wasAccepted = answer.shakeId().filter(this::forget).isPresent();
    Optional<Request> request = requests.takeAnswered(answer.shakeId(), wasAccepted || isRecalled);
    HttpReply reply = new HttpReply(OK, -1, "", false, body);
    if (request.isPresent()) {
      request.get().listener().replied(reply);
    } else {
      answer.shakeId().ifPresent(id -> owner.heardUnasked(id, answer, reply));
    }
  }

  private void heardProblem(byte[] body) {
    ProblemBody problem = ProblemBody.parse(body);
    Optional<Request> request =
        switch (problem.call()) {
          case SHAKE -> requests.takeRefusedShake();
          case PACKETS -> requests.takePackets();
          case OTHER -> Optional.empty();
        };
    reply(request, problem.status(), problem.retryAfterSeconds(), body);
    if (request.isEmpty()) {
      owner.misunderstood("problem of status " + problem.status() + " about nothing");
    }
  }

  private static void reply(
      Optional<Request> request, int status, int retryAfterSeconds, byte[] body) {
    request.ifPresent(
        it -> it.listener().replied(new HttpReply(status, retryAfterSeconds, "", false, body)));
  }

  private boolean ask(Optional<Request> request, long nowNanos) {
    if (request.isPresent() && isOpen()) {
      send(request.get(), nowNanos);
    }
    return request.isPresent();
  }

  private void send(Request request, long nowNanos) {
    request.asked(nowNanos);
    connection.send(request.message());
  }

  private boolean isToCome(ShakeId shakeId) {
    return isOpen()
        && unanswered.stream()
            .anyMatch(it -> it.toldBy() == connection && it.shakeId().equals(shakeId));
  }

  private boolean forget(ShakeId shakeId) {
    return unanswered.removeIf(it -> it.shakeId().equals(shakeId));
  }

  private void fail(Closing closing) {
    for (Request request : requests.takeAll()) {
      switch (closing.kind()) {
        case REFUSED -> request.listener().failed(Failure.REFUSED);
        case SILENT -> request.listener().failed(Failure.SILENT);
        case BROKEN, OWN -> request.listener().failed(Failure.BROKEN);
        case MALFORMED -> request.listener().failed(Failure.MALFORMED);
        // Too many connections say nothing of a verdict, which is what 429 is for a shake.
        case NOT_UPGRADED ->
            refuse(request, closing.code() == TOO_MANY ? UNAVAILABLE : closing.code(), closing);
        case CLOSED -> {
          switch (closing.code()) {
            case Closing.TRY_AGAIN_LATER -> refuse(request, UNAVAILABLE, closing);
            case Closing.POLICY_VIOLATION -> refuse(request, UNAUTHORIZED, closing);
            case Closing.TOO_BIG -> refuse(request, TOO_LARGE, closing);
            default -> request.listener().failed(Failure.BROKEN);
          }
        }
      }
    }
  }

  private static void refuse(Request request, int status, Closing closing) {
    reply(Optional.of(request), status, closing.retryAfterSeconds(), NOTHING);
  }
}
