package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.ReplyListener.Failure;
import java.util.Optional;

/**
 * One shake's talk with the edges: says what a phone does at each reply, by the public contract.
 * Time is an argument, in milliseconds of any clock. Not thread-safe.
 *
 * <p>A shake that was acknowledged is asked for until it is answered. One that was not is posted
 * again while its turn may be named, then given up. One that an edge refused, which says that
 * nothing was logged, uses no turn: the phone waits as it is told and uses the turn that is current
 * then.
 */
final class PhoneProtocol {

  /** A turn of which nothing is known but that it ran at the first post may be named so long. */
  private static final int SURELY_NAMED_TURNS = 2;

  /** A turn's end is at most two lengths after the first post, its naming ends two later. */
  private static final int MAY_BE_NAMED_TURNS = 4;

  /** When a refusal does not say how long. */
  private static final long PAUSE_MILLIS = 500;

  /** Whatever an edge says, and between look-ups that it will not let wait. */
  private static final long MIN_PAUSE_MILLIS = 100;

  private static final long FIRST_FAILURE_PAUSE_MILLIS = 250;
  private static final long MAX_PAUSE_MILLIS = 30_000;

  /** Whatever an edge says of the next turn: no wave is longer that a phone would sit through. */
  private static final long MAX_REFUSED_MILLIS = 600_000;

  private static final int MAX_DOUBLINGS = 4;

  private final long turnMillis;
  private long beganAtMillis;

  private Optional<ShakeId> shakeId = Optional.empty();
  private String location = "";
  private boolean acknowledged;
  private int failuresInRow;

  PhoneProtocol(long beganAtMillis, long turnMillis) {
    this.beganAtMillis = beganAtMillis;
    this.turnMillis = turnMillis;
  }

  /** What the phone does next. */
  sealed interface Step {}

  /**
   * It is done.
   *
   * @param claimToken by which the packet that was won is claimed, if the edge told it
   * @param packetsAfterMillis when the phone shall look at its packets; -1 if that was not said
   */
  record Done(
      PhoneAnswer answer,
      long nextShakeAfterMillis,
      Optional<String> claimToken,
      long packetsAfterMillis)
      implements Step {

    /** In the middle of a wave. */
    Done(PhoneAnswer answer, long nextShakeAfterMillis, Optional<String> claimToken) {
      this(answer, nextShakeAfterMillis, claimToken, -1);
    }
  }

  /** It posts the shake again, by its id if it knows it. */
  record PostAgain(long afterMillis) implements Step {}

  /** It asks for the answer. */
  record LookUp(String location, long afterMillis) implements Step {}

  /**
   * Nothing was logged. It waits, and then uses the turn that is current.
   *
   * @param kind BUSY, or the status
   * @param waitMillis until its next turn that may be used, as far as it was told
   */
  record Refused(String kind, long waitMillis) implements Step {}

  /** It ends without an answer. */
  record GiveUp(String why) implements Step {}

  /** Of the turn, once an edge has told it. */
  Optional<ShakeId> shakeId() {
    return shakeId;
  }

  /** Whether an edge has said that the shake is in the log. */
  boolean isAcknowledged() {
    return acknowledged;
  }

  /** It has waited after a refusal, and posts in the turn that is current. */
  void beginsAgain(long nowMillis) {
    beganAtMillis = nowMillis;
  }

  /** A reply came. */
  Step hears(HttpReply reply, long nowMillis) {
    failuresInRow = 0;
    ReplyBody body;
    try {
      body = readBody(reply);
    } catch (IllegalArgumentException e) {
      return new GiveUp("unreadable body of status " + reply.status());
    }
    if (isOfAnotherShake(body)) {
      return new GiveUp("the reply is about another shake than the one that was posted");
    }
    if (body.shakeId().isPresent()) {
      shakeId = body.shakeId();
    }
    return switch (reply.status()) {
      case 200 -> hearsAnswer(reply, body, nowMillis);
      case 202 -> hearsAcknowledgement(reply);
      case 404 -> isAcknowledged() ? again(reply, nowMillis) : new GiveUp("status 404");
      case 429 -> refused("status 429", reply, body, nowMillis);
      case 500, 502, 503, 504 ->
          isBusy(body) ? refused("BUSY", reply, body, nowMillis) : again(reply, nowMillis);
      default -> new GiveUp("status " + reply.status());
    };
  }

  /** No reply came; the shake may be in the log all the same. */
  Step hearsNothing(Failure failure, long nowMillis) {
    long pauseMillis = FIRST_FAILURE_PAUSE_MILLIS << Math.min(failuresInRow, MAX_DOUBLINGS);
    failuresInRow++;
    return againAfter(pauseMillis, failure.toString(), nowMillis);
  }

  private Step hearsAnswer(HttpReply reply, ReplyBody body, long nowMillis) {
    if (body.answer().isEmpty()) {
      return new GiveUp("status 200 without an answer");
    }
    PhoneAnswer answer = body.answer().get();
    if (isBusy(body)) {
      return refused("BUSY", reply, body, nowMillis);
    }
    if (answer.outcome().isPresent()) {
      if (shakeId.isEmpty()) {
        return new GiveUp("answer without its shakeId");
      }
      acknowledged = true;
    }
    return new Done(
        answer, body.nextShakeAfterMillis(), body.claimToken(), body.packetsAfterMillis());
  }

  private Step hearsAcknowledgement(HttpReply reply) {
    if (shakeId.isEmpty()) {
      return new GiveUp("status 202 without its shakeId");
    }
    boolean first = location.isEmpty();
    acknowledged = true;
    location = reply.location().startsWith("/") ? reply.location() : "/v1/shakes/" + shakeId.get();
    return new LookUp(location, first ? 0 : pauseMillis(reply, MIN_PAUSE_MILLIS));
  }

  /** What is in the log already is asked for as ever: this edge does not know of it. */
  private Step refused(String kind, HttpReply reply, ReplyBody body, long nowMillis) {
    if (acknowledged) {
      return again(reply, nowMillis);
    }
    shakeId = Optional.empty();
    return new Refused(kind, waitMillis(reply, body));
  }

  /**
   * How long a phone waits that was refused, as far as it was told, 100 to 600,000 ms: until its
   * next turn, else as Retry-After says, else half a second.
   */
  static long waitMillisAfter(HttpReply refusal) {
    try {
      return waitMillis(refusal, readBody(refusal));
    } catch (IllegalArgumentException e) {
      return waitMillis(refusal, ReplyBody.EMPTY);
    }
  }

  private static long waitMillis(HttpReply reply, ReplyBody body) {
    return body.nextShakeAfterMillis() < 0
        ? pauseMillis(reply, PAUSE_MILLIS)
        : Math.max(MIN_PAUSE_MILLIS, Math.min(MAX_REFUSED_MILLIS, body.nextShakeAfterMillis()));
  }

  private static boolean isBusy(ReplyBody body) {
    return body.answer().filter(it -> it.result() == AnswerResult.BUSY).isPresent();
  }

  private Step again(HttpReply reply, long nowMillis) {
    return againAfter(pauseMillis(reply, PAUSE_MILLIS), "status " + reply.status(), nowMillis);
  }

  private Step againAfter(long pauseMillis, String why, long nowMillis) {
    if (mayBeNamedAt(nowMillis + pauseMillis)) {
      return new PostAgain(pauseMillis);
    }
    return location.isEmpty()
        ? new GiveUp("not accepted: " + why)
        : new LookUp(location, pauseMillis);
  }

  private boolean mayBeNamedAt(long atMillis) {
    int turns = shakeId.isPresent() ? MAY_BE_NAMED_TURNS : SURELY_NAMED_TURNS;
    return atMillis - beganAtMillis < turns * turnMillis;
  }

  private boolean isOfAnotherShake(ReplyBody body) {
    return shakeId.isPresent() && body.shakeId().isPresent() && !body.shakeId().equals(shakeId);
  }

  private static ReplyBody readBody(HttpReply reply) {
    boolean matters = reply.status() == 200 || reply.status() == 202;
    if (matters || startsAnObject(reply.body())) {
      return ReplyBody.parse(reply.body());
    }
    return ReplyBody.EMPTY;
  }

  private static boolean startsAnObject(byte[] body) {
    return body.length > 0 && body[0] == '{';
  }

  private static long pauseMillis(HttpReply reply, long otherwiseMillis) {
    if (reply.retryAfterSeconds() < 0) {
      return otherwiseMillis;
    }
    long askedMillis = reply.retryAfterSeconds() * 1_000L;
    return Math.max(MIN_PAUSE_MILLIS, Math.min(MAX_PAUSE_MILLIS, askedMillis));
  }
}
