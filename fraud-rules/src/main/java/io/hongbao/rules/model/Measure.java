package io.hongbao.rules.model;

import java.util.Optional;

/** What a signal looks at, and which aggregates make sense of it. */
public enum Measure {
  /** Every post, also those within one turn. */
  REQUESTS(1, "requests"),
  /** Turns used. */
  SHAKES(2, "shakes"),
  /** Packets won. */
  PACKETS(3, "packets"),
  /** The money in a packet won. */
  AMOUNT_FEN(4, "amount_fen"),
  /** The time between a request and the one before it. */
  INTERVAL_MS(5, "interval_ms"),
  USER(6, "user"),
  DEVICE(7, "device"),
  ADDRESS(8, "address"),
  BLOCK(9, "block"),
  /** Two events, one after the other: an {@link EventSequence} says which. */
  SEQUENCE(10, "sequence"),
  /** Other users, on the devices that a user has had. */
  DEVICE_SHARERS(11, "device"),
  /** Other users, at the addresses that a user has had. */
  ADDRESS_SHARERS(12, "address");

  private static final Measure[] BY_CODE = values();

  private final int code;
  private final String label;

  Measure(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** The number that stands for it in stored state; never used again for another. */
  public int code() {
    return code;
  }

  /** The measure that a number stands for; empty if there is none. */
  public static Optional<Measure> ofCode(int code) {
    return code >= 1 && code <= BY_CODE.length ? Optional.of(BY_CODE[code - 1]) : Optional.empty();
  }

  /** The word for it in rule files. */
  public String label() {
    return label;
  }

  /** Whether an aggregate of it means something. */
  public boolean allows(Aggregate aggregate) {
    return switch (this) {
      case REQUESTS, SHAKES, PACKETS -> aggregate == Aggregate.COUNT;
      case AMOUNT_FEN ->
          switch (aggregate) {
            case SUM, AVG, MIN, MAX -> true;
            case COUNT, DISTINCT, STDDEV, FOLLOWS, NEIGHBOURS -> false;
          };
      case INTERVAL_MS ->
          switch (aggregate) {
            case AVG, MIN, MAX, STDDEV -> true;
            case COUNT, DISTINCT, SUM, FOLLOWS, NEIGHBOURS -> false;
          };
      case USER, DEVICE, ADDRESS, BLOCK -> aggregate == Aggregate.DISTINCT;
      case SEQUENCE -> aggregate == Aggregate.FOLLOWS;
      case DEVICE_SHARERS, ADDRESS_SHARERS -> aggregate == Aggregate.NEIGHBOURS;
    };
  }
}
