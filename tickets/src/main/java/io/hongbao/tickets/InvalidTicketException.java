package io.hongbao.tickets;

/** A ticket is not worth anything. The message tells its holder why, and no secret. */
public final class InvalidTicketException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What kind of fault a ticket has: what a client may branch on. */
  public enum Reason {
    MISSING("No ticket"),
    SEVERAL("More than one ticket"),
    MALFORMED("Ticket not readable"),
    UNSUPPORTED("Ticket not of a kind that is taken"),
    UNKNOWN_KEY("Ticket's key not known"),
    WRONG_SIGNATURE("Ticket's signature wrong"),
    BAD_CLAIM("Ticket's claims wrong"),
    NOT_IN_SECONDS("Ticket's time not in seconds"),
    EXPIRED("Ticket expired"),
    NOT_YET_VALID("Ticket not valid yet"),
    LIVES_TOO_LONG("Ticket lives too long");

    private final String title;

    Reason(String title) {
      this.title = title;
    }

    /** In a few words, for people. */
    public String title() {
      return title;
    }
  }

  private final Reason reason;
  private final long validInMillis;

  InvalidTicketException(Reason reason, String message) {
    this(reason, message, 0);
  }

  private InvalidTicketException(Reason reason, String message, long validInMillis) {
    super(message);
    this.reason = reason;
    this.validInMillis = validInMillis;
  }

  static InvalidTicketException notYetValid(String message, long validInMillis) {
    return new InvalidTicketException(Reason.NOT_YET_VALID, message, validInMillis);
  }

  public Reason reason() {
    return reason;
  }

  /** How long until the same ticket will be taken; 0 if waiting is of no use. */
  public long validInMillis() {
    return validInMillis;
  }

  /** Refusals are frequent under attack and nobody reads where they come from. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
