package io.hongbao.rules.ruleset;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.signal.SignalPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Estimates what rules cost a shake in the risk job. What is known was measured kind by kind
 * ({@code bench risk --long}) and is added up: the job itself, each stop where keys are counted,
 * each signal by how it is counted, and each rule. Everything is a share of the processor time that
 * all servers take to answer a shake, since machines differ in both alike.
 *
 * <p>It is an estimate for people who shake once in a turn, behind an address that few share. It
 * holds for rules whose conditions are a few comparisons.
 */
public final class JudgingCost {

  /** What all servers take for a shake where the shares were measured; docs/performance.md. */
  public static final double SHAKE_MICROS = 50;

  /** What costs something by itself. */
  public enum Item {
    /** Reading a shake, and the state of its user. */
    JOB,
    /** That something is counted by device. */
    DEVICE,
    /** That something is counted by address or by block. */
    NETWORK,
    /** That something is counted by both. */
    ADDRESS_AND_BLOCK,
    /** A signal that is a count. */
    COUNT,
    /** A signal over amounts or intervals. */
    NUMBER,
    /** A signal that counts different names. */
    DISTINCT,
    /** A signal of what follows what. */
    FOLLOWS,
    /** A signal of neighbours, beside the stop where they meet. */
    NEIGHBOURS,
    /** A rule. */
    RULE;

    /** The word for it in the table. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final String TABLE = "judging-cost.properties";

  private final Map<Item, Double> shares;

  private JudgingCost(Map<Item, Double> shares) {
    this.shares = Map.copyOf(shares);
  }

  /** By the table that was measured. */
  public static JudgingCost measured() {
    Properties table = new Properties();
    try (InputStream in = JudgingCost.class.getResourceAsStream(TABLE)) {
      table.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TABLE, e);
    }
    return of(
        Arrays.stream(Item.values())
            .collect(Collectors.toMap(item -> item, item -> share(table, item))));
  }

  private static double share(Properties table, Item item) {
    String value = table.getProperty(item.label());
    if (value == null) {
      throw new IllegalStateException(TABLE + " has no line " + item.label());
    }
    return Double.parseDouble(value);
  }

  /**
   * By a table.
   *
   * @param shares of every item, each 0 or more
   * @throws IllegalArgumentException if one is missing or negative
   */
  public static JudgingCost of(Map<Item, Double> shares) {
    for (Item item : Item.values()) {
      Double share = shares.get(item);
      if (share == null || !(share >= 0)) {
        throw new IllegalArgumentException(
            "share of " + item.label() + " is " + share + ", expected 0 or more");
      }
    }
    return new JudgingCost(shares);
  }

  /** What judging a shake takes, as a share of what answering it takes. */
  public double shareOf(SignalPlan plan, int rules) {
    boolean byAddress = plan.counts(Grouping.ADDRESS);
    boolean byBlock = plan.counts(Grouping.BLOCK);
    double sum = shares.get(Item.JOB) + rules * shares.get(Item.RULE);
    if (plan.counts(Grouping.DEVICE)) {
      sum += shares.get(Item.DEVICE);
    }
    if (byAddress || byBlock) {
      sum += shares.get(Item.NETWORK);
    }
    if (byAddress && byBlock) {
      sum += shares.get(Item.ADDRESS_AND_BLOCK);
    }
    for (Signal signal : plan.signals()) {
      sum += shares.get(kindOf(signal));
    }
    return sum;
  }

  private static Item kindOf(Signal signal) {
    return switch (signal.measure()) {
      case REQUESTS, SHAKES, PACKETS -> Item.COUNT;
      case AMOUNT_FEN, INTERVAL_MS -> Item.NUMBER;
      case USER, DEVICE, ADDRESS, BLOCK -> Item.DISTINCT;
      case SEQUENCE -> Item.FOLLOWS;
      case DEVICE_SHARERS, ADDRESS_SHARERS -> Item.NEIGHBOURS;
    };
  }

  /** The same as a line for people. */
  public String describe(SignalPlan plan, int rules) {
    double share = shareOf(plan, rules);
    return String.format(
        Locale.ROOT,
        "judging a shake by them takes some %.0f %% of the processor time of answering it, %.0f us"
            + " where that is %.0f",
        100 * share,
        share * SHAKE_MICROS,
        SHAKE_MICROS);
  }
}
