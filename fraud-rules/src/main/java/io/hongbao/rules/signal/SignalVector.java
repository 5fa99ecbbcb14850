package io.hongbao.rules.signal;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Measure;

/**
 * What one event carries past the counters: what it adds to them, and behind each of them what that
 * one had counted at the end of the evaluation second. Only the values change. Not thread-safe.
 */
public final class SignalVector {

  /** What vectors carry where no rule asks for neighbours. */
  public static final long[][] NO_SHARERS = {};

  private final long beatEndMillis;
  private final long stampMillis;
  private final String user;
  private final String device;
  private final String address;
  private final int requests;
  private final int shakes;
  private final int packets;
  private final long amountFen;
  private final double[] values;
  private final long[][] sharers;

  /** Null until it is asked for: most stops of a signal vector do not need it. */
  private String block;

  /**
   * A signal vector.
   *
   * @param device empty if unknown, then no counter of devices sees the signal vector
   * @param address as {@code device}
   * @param requests posts it stands for
   * @param shakes 1 if it used a turn, else 0
   * @param packets 1 if it is a win, else 0
   * @param values of the signals by their index in the plan
   * @param sharers of devices and addresses by their place in the plan, each a hash and a slice
   */
  public SignalVector(
      long beatEndMillis,
      long stampMillis,
      String user,
      String device,
      String address,
      int requests,
      int shakes,
      int packets,
      long amountFen,
      double[] values,
      long[][] sharers) {
    this.beatEndMillis = beatEndMillis;
    this.stampMillis = stampMillis;
    this.user = user;
    this.device = device;
    this.address = address;
    this.requests = requests;
    this.shakes = shakes;
    this.packets = packets;
    this.amountFen = amountFen;
    this.values = values;
    this.sharers = sharers;
  }

  /** A signal vector of a plan without neighbours. */
  public SignalVector(
      long beatEndMillis,
      long stampMillis,
      String user,
      String device,
      String address,
      int requests,
      int shakes,
      int packets,
      long amountFen,
      double[] values) {
    this(
        beatEndMillis,
        stampMillis,
        user,
        device,
        address,
        requests,
        shakes,
        packets,
        amountFen,
        values,
        NO_SHARERS);
  }

  public long beatEndMillis() {
    return beatEndMillis;
  }

  public long stampMillis() {
    return stampMillis;
  }

  public String user() {
    return user;
  }

  public String device() {
    return device;
  }

  public String address() {
    return address;
  }

  public int requests() {
    return requests;
  }

  public int shakes() {
    return shakes;
  }

  public int packets() {
    return packets;
  }

  public long amountFen() {
    return amountFen;
  }

  /** The values themselves, no copy: counters write there, the judge reads. */
  public double[] values() {
    return values;
  }

  /**
   * The lists of who shares the device and the address, themselves and no copy: the counters of
   * these write there, the user's reads.
   */
  public long[][] sharers() {
    return sharers;
  }

  /**
   * The key of the counter that this signal vector goes to; empty if it passes by that grouping.
   */
  public String keyOf(Grouping by) {
    return switch (by) {
      case USER -> user;
      case DEVICE -> device;
      case ADDRESS -> address;
      case BLOCK -> block();
      case NEIGHBOURS -> user;
    };
  }

  private String block() {
    if (block == null) {
      block = AddressBlock.of(address);
    }
    return block;
  }

  int timesOf(Measure measure) {
    return switch (measure) {
      case REQUESTS -> requests;
      case SHAKES -> shakes;
      case PACKETS -> packets;
      case AMOUNT_FEN,
          INTERVAL_MS,
          USER,
          DEVICE,
          ADDRESS,
          BLOCK,
          SEQUENCE,
          DEVICE_SHARERS,
          ADDRESS_SHARERS ->
          throw new IllegalArgumentException(measure.label() + ": not counted one by one");
    };
  }

  String nameOf(Measure measure) {
    return switch (measure) {
      case USER -> user;
      case DEVICE -> device;
      case ADDRESS -> address;
      case BLOCK -> block();
      case REQUESTS,
          SHAKES,
          PACKETS,
          AMOUNT_FEN,
          INTERVAL_MS,
          SEQUENCE,
          DEVICE_SHARERS,
          ADDRESS_SHARERS ->
          throw new IllegalArgumentException(measure.label() + ": no name");
    };
  }

  static long hash(String name) {
    return UserHash.of(name);
  }
}
