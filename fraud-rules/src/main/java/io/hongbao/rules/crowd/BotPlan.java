package io.hongbao.rules.crowd;

import io.hongbao.domain.draw.UserHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Who is a bot, which device and address everybody has, and when everybody posts: the same for the
 * same seed. Bots are the last of the phones, in equal parts of each kind. People live in homes of
 * one to five, behind one address; some homes share a device. Nearly a third of all people are
 * behind the addresses of mobile networks, two hundred behind each.
 *
 * @param phones all of them, bots too
 * @param bots fewer than phones
 * @param seed of devices, addresses and behavior
 */
public record BotPlan(String userPrefix, int phones, int bots, long seed) {

  /**
   * Who a phone says it is.
   *
   * @param kind {@code human} or a kind of bot
   * @param device of its ticket
   * @param address that a proxy in front of the edges says it has
   */
  public record Identity(String user, String kind, String device, String address) {

    /** The kind of who is no bot. */
    public static final String HUMAN = "human";

    /** The header by which edges believe a trusted proxy. */
    public String forwardedFor() {
      return "X-Forwarded-For: " + address;
    }
  }

  private static final List<BotKind> KINDS = List.of(BotKind.values());
  private static final int MAX_HOME_SIZE = 5;

  /** Of the homes: all who live there use one device, and often a guest or two as well. */
  private static final double SHARED_DEVICE = 0.04;

  private static final int MAX_GUESTS = 2;

  /** Of the homes: who lives there uses a mobile network. */
  private static final double MOBILE = 0.3;

  /** Behind one address of a mobile network. */
  private static final int MOBILE_SIZE = 200;

  private static final int HOME_NET = 20;
  private static final int MOBILE_NET = 100;

  public BotPlan {
    if (bots < 0 || bots >= phones) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "bots %d of %d phones: expected fewer than all", bots, phones));
    }
  }

  /**
   * A share of the phones.
   *
   * @param percent above 0 and below 100
   */
  public static BotPlan ofPercent(String userPrefix, int phones, double percent, long seed) {
    if (!(percent > 0 && percent < 100)) {
      throw new IllegalArgumentException(
          "bots " + percent + " percent: expected above 0 and below 100");
    }
    return new BotPlan(userPrefix, phones, (int) Math.round(phones * percent / 100), seed);
  }

  public int humans() {
    return phones - bots;
  }

  /**
   * The share of turns that people use on average if they shake so often together.
   *
   * @return at most what people can
   */
  public double turnShare(double ratePerSecond, int turnMillis) {
    return Math.min(People.MAX_TURNS, ratePerSecond * turnMillis / 1_000 / humans());
  }

  /**
   * When a phone posts.
   *
   * @param phone counted from 0, people first
   * @param turnShare of all turns, that people use on average
   */
  public PostingBehavior habit(int phone, ShowTurns turns, double turnShare, long fromMillis) {
    Random random = new Random(UserHash.of(seed + "/" + user(phone)));
    long userHash = UserHash.of(user(phone));
    return phone < humans()
        ? new HumanBehavior(People.one(random, turnShare), turns, userHash, random, fromMillis)
        : kindOf(phone - humans()).behavior(turns, userHash, random, fromMillis);
  }

  /** The kind of a bot, counted from 0. */
  BotKind kindOf(int bot) {
    return KINDS.get((int) ((long) bot * KINDS.size() / bots));
  }

  /**
   * Of all phones in their order, and behind them what accounts of rings are on the devices that
   * they are handed: {@link #identityAt} says which a post is of.
   */
  public List<Identity> identitiesAndHanded() {
    List<Identity> all = new ArrayList<>(identities());
    int first = firstOf(BotKind.DEVICE_RING);
    int accounts = firstBehind(BotKind.DEVICE_RING) - first;
    int rings = groups(accounts, BotKind.RING_SIZE);
    for (int number = 0; number < accounts; number++) {
      Identity account = all.get(first + number);
      int ring = group(number, accounts, BotKind.RING_SIZE);
      int begin = firstOf(ring, accounts, rings);
      int size = firstOf(ring + 1, accounts, rings) - begin;
      for (int handed = 1; handed < BotKind.RING_DEVICES; handed++) {
        String device = all.get(first + begin + (number - begin + handed) % size).device();
        all.add(new Identity(account.user(), account.kind(), device, account.address()));
      }
    }
    return all;
  }

  /**
   * The place among {@link #identitiesAndHanded} of what a phone is at an instant: its own, but for
   * an account of a ring, which has another device every now and then.
   */
  public int identityAt(int phone, long atMillis) {
    int first = firstOf(BotKind.DEVICE_RING);
    int handed = Math.floorMod(Math.floorDiv(atMillis, BotKind.RING_MILLIS), BotKind.RING_DEVICES);
    if (phone < first || phone >= firstBehind(BotKind.DEVICE_RING) || handed == 0) {
      return phone;
    }
    return phones + (phone - first) * (BotKind.RING_DEVICES - 1) + handed - 1;
  }

  /** The first phone of a kind. */
  private int firstOf(BotKind kind) {
    return humans() + firstOf(KINDS.indexOf(kind), bots, KINDS.size());
  }

  private int firstBehind(BotKind kind) {
    return humans() + firstOf(KINDS.indexOf(kind) + 1, bots, KINDS.size());
  }

  /** Of all phones, in their order. */
  public List<Identity> identities() {
    Random random = new Random(seed);
    List<Identity> identities = new ArrayList<>(phones);
    addPeople(random, identities);
    Map<BotKind, Integer> sizes = new HashMap<>();
    for (int bot = 0; bot < bots; bot++) {
      sizes.merge(kindOf(bot), 1, Integer::sum);
    }
    Map<BotKind, Integer> counts = new HashMap<>();
    for (int bot = 0; bot < bots; bot++) {
      BotKind kind = kindOf(bot);
      int number = counts.merge(kind, 1, Integer::sum) - 1;
      identities.add(bot(kind, number, sizes.get(kind), user(identities.size()), random));
    }
    return identities;
  }

  private void addPeople(Random random, List<Identity> identities) {
    int mobile = 0;
    for (int home = 0; identities.size() < humans(); home++) {
      int people = 1 + random.nextInt(MAX_HOME_SIZE);
      boolean isMobile = random.nextDouble() < MOBILE;
      String shared = "";
      if (random.nextDouble() < SHARED_DEVICE) {
        shared = device(random);
        people += random.nextInt(MAX_GUESTS + 1);
      }
      for (int i = 0; i < people && identities.size() < humans(); i++) {
        identities.add(
            new Identity(
                user(identities.size()),
                Identity.HUMAN,
                shared.isEmpty() ? device(random) : shared,
                isMobile ? address(MOBILE_NET, mobile++ / MOBILE_SIZE) : address(HOME_NET, home)));
      }
    }
  }

  private Identity bot(BotKind kind, int number, int ofKind, String user, Random random) {
    return switch (kind) {
      case HAMMER, METRONOME, SLOW_MIMIC, DEVICE_RING, QUICK_ASKER ->
          new Identity(user, kind.label(), device(random), address(kind.net(), number));
      case DEVICE_FARM -> {
        int farm = group(number, ofKind, BotKind.FARM_SIZE);
        String device = "d" + Long.toHexString(UserHash.of(seed + "/farm-" + farm));
        yield new Identity(user, kind.label(), device, address(kind.net(), farm));
      }
      case ADDRESS_SWARM ->
          new Identity(
              user,
              kind.label(),
              device(random),
              address(kind.net(), group(number, ofKind, BotKind.SWARM_SIZE)));
    };
  }

  /** Groups of about a size, as even as can be: the rest is no group of its own. */
  private static int group(int number, int all, int size) {
    return (int) ((long) number * groups(all, size) / all);
  }

  private static int groups(int all, int size) {
    return Math.max(1, Math.round((float) all / size));
  }

  /** The first number of a group; of the one behind the last, all. */
  private static int firstOf(int group, int all, int groups) {
    return (int) (((long) group * all + groups - 1) / groups);
  }

  private String user(int phone) {
    return userPrefix + '-' + (phone + 1);
  }

  private static String device(Random random) {
    return "d" + Long.toHexString(random.nextLong());
  }

  /** No two of the same block unless there are more than 65,536 of a net. */
  private static String address(int net, int number) {
    return net
        + "."
        + (number >>> 8 & 0xff)
        + '.'
        + (number & 0xff)
        + '.'
        + (1 + (number >>> 16) % 250);
  }
}
