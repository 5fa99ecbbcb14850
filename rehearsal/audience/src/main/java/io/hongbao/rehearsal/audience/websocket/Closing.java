package io.hongbao.rehearsal.audience.websocket;

import java.util.regex.Pattern;

/**
 * How a connection ended, or that it never began.
 *
 * @param code of the server's close frame, or of the reply to the upgrade; 0 if there was neither
 * @param reason of the close frame
 * @param retryAfterSeconds when to come again, by the server; -1 if it does not say
 */
public record Closing(Kind kind, int code, String reason, int retryAfterSeconds) {

  /** The server is about to stop, or hands its connections on. */
  public static final int GOING_AWAY = 1001;

  /** A ticket that is no good, or a client that does not follow the contract. */
  public static final int POLICY_VIOLATION = 1008;

  public static final int TOO_BIG = 1009;

  /** Overload: the reason says in how many seconds to come again. */
  public static final int TRY_AGAIN_LATER = 1013;

  /** Of one that says nothing in time. */
  public static final Closing SILENCE = of(Kind.SILENT);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");

  /** What ended it. */
  public enum Kind {
    /** Nobody listens, or there is no way to the server. */
    REFUSED,
    /** The server said nothing in time: to the upgrade, or to what it was asked. */
    SILENT,
    /** It ended without a close frame. */
    BROKEN,
    /** What came is not by the RFC. */
    MALFORMED,
    /** The server said no to the upgrade, with a status. */
    NOT_UPGRADED,
    /** A close frame of the server. */
    CLOSED,
    /** This side closed it. */
    OWN
  }

  static Closing of(Kind kind) {
    return new Closing(kind, 0, "", -1);
  }

  static Closing notUpgraded(int status, int retryAfterSeconds) {
    return new Closing(Kind.NOT_UPGRADED, status, "", retryAfterSeconds);
  }

  /** By a close frame, whose reason may be in how many seconds to come again. */
  static Closing byServer(int code, String reason) {
    boolean isTold =
        (code == GOING_AWAY || code == TRY_AGAIN_LATER) && SECONDS.matcher(reason).matches();
    return new Closing(Kind.CLOSED, code, reason, isTold ? Integer.parseInt(reason) : -1);
  }

  /** Few kinds, for counting: never what the server wrote. */
  public String label() {
    return switch (kind) {
      case REFUSED -> "connection refused";
      case SILENT -> "silent for too long";
      case BROKEN -> "connection broken";
      case MALFORMED -> "malformed frame";
      case NOT_UPGRADED -> "upgrade refused with status " + code;
      case CLOSED -> "closed with " + code;
      case OWN -> "left";
    };
  }
}
