package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a phone waits for on one long connection, in the order in which it asked, and which of it a
 * message is about. A message names its shake if it can; else it is about what was asked first. For
 * the loop's thread.
 */
final class LiveRequests {

  /** A phone that asks for more has a fault. */
  static final int MAX_REQUESTS = 16;

  /** What is waited for. */
  enum Kind {
    /** That a shake is in the log, or its answer, or that it is refused. */
    SHAKE,
    /** The answer of a shake that is in the log. */
    ANSWER,
    PACKETS
  }

  /** One of them. */
  static final class Request {

    private final Kind kind;
    private final Optional<ShakeId> shakeId;
    private final ReplyListener listener;
    private long sinceNanos;
    private boolean isAsked;

    private Request(Kind kind, Optional<ShakeId> shakeId, ReplyListener listener, long sinceNanos) {
      this.kind = kind;
      this.shakeId = shakeId;
      this.listener = listener;
      this.sinceNanos = sinceNanos;
    }

    ReplyListener listener() {
      return listener;
    }

    /** What the phone says to ask for it. */
    byte[] message() {
      return switch (kind) {
        case SHAKE, ANSWER -> LiveMessage.shake(shakeId);
        case PACKETS -> LiveMessage.packets();
      };
    }

    /** Whether the edge has been asked, and owes a reply soon; an answer may come unasked. */
    boolean isAsked() {
      return isAsked;
    }

    /** Since when it has been waited for, or asked for. */
    long sinceNanos() {
      return sinceNanos;
    }

    void asked(long nowNanos) {
      isAsked = true;
      sinceNanos = nowNanos;
    }

    private boolean isOf(ShakeId id) {
      return shakeId.isPresent() && shakeId.get().equals(id);
    }
  }

  /** Of nobody who waits, most of the time: an empty list has no array. */
  private final List<Request> waiting = new ArrayList<>(0);

  /**
   * Waits for something more.
   *
   * @return empty if too much is waited for
   */
  Optional<Request> add(
      Kind kind, Optional<ShakeId> shakeId, ReplyListener listener, long nowNanos) {
    if (waiting.size() >= MAX_REQUESTS) {
      return Optional.empty();
    }
    Request request = new Request(kind, shakeId, listener, nowNanos);
    waiting.add(request);
    return Optional.of(request);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** All of them; they stay. */
  List<Request> all() {
    return waiting;
  }

  /** All of them, and nothing is waited for any more. */
  List<Request> takeAll() {
    List<Request> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  /** Who asked for a shake that is in the log. */
  Optional<Request> takeAccepted(ShakeId id) {
    return take(it -> it.kind == Kind.SHAKE && it.isOf(id))
        .or(() -> take(it -> it.kind == Kind.SHAKE && it.shakeId.isEmpty()))
        .or(() -> take(it -> it.kind == Kind.ANSWER && it.isAsked && it.isOf(id)));
  }

  /**
   * Who waits for an answer.
   *
   * @param isKnown whether the phone heard before that this shake is in the log, or asked for it
   *     over an earlier connection: then it is nobody's who does not know its name yet
   */
  Optional<Request> takeAnswered(Optional<ShakeId> id, boolean isKnown) {
    Optional<Request> named =
        id.flatMap(it -> take(request -> request.kind == Kind.ANSWER && request.isOf(it)))
            .or(() -> id.flatMap(it -> take(request -> request.isOf(it))));
    if (named.isPresent() || isKnown) {
      return named;
    }
    return take(it -> it.kind == Kind.SHAKE && (it.shakeId.isEmpty() || id.isEmpty()));
  }

  Optional<Request> takePackets() {
    return take(it -> it.kind == Kind.PACKETS);
  }

  /** Whose shake, or question for an answer, is refused: the one asked first. */
  Optional<Request> takeRefusedShake() {
    return take(it -> it.isAsked && it.kind != Kind.PACKETS);
  }

  private Optional<Request> take(Predicate<Request> which) {
    for (Iterator<Request> all = waiting.iterator(); all.hasNext(); ) {
      Request request = all.next();
      if (which.test(request)) {
        all.remove();
        return Optional.of(request);
      }
    }
    return Optional.empty();
  }
}
