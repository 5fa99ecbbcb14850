package io.hongbao.rehearsal.audience.bots;

import io.hongbao.domain.draw.UserHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Who is a bot, and which device and address everybody has: the same for the same seed. Bots are
 * the last of the phones, in equal parts of each kind. People have a device each; most share their
 * address with a family, some with a whole mobile network.
 *
 * @param phones all of them, bots too
 * @param bots fewer than phones
 * @param seed of devices, addresses and habits
 */
public record BotPlan(String userPrefix, int phones, int bots, long seed) {

  private static final BotKind[] KINDS = BotKind.values();
  private static final int LARGEST_FAMILY = 4;

  /** One in so many people is behind a mobile network's address. */
  private static final int MOBILE_SHARE = 10;

  /** Behind one address of a mobile network. */
  private static final int MOBILE_SIZE = 200;

  public BotPlan {
    if (bots < 0 || bots >= phones) {
      throw new IllegalArgumentException(
          "bots %d of %d phones: expected fewer than all".formatted(bots, phones));
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

  /** The kind of a bot, counted from 0. */
  BotKind kindOf(int bot) {
    return KINDS[(int) ((long) bot * KINDS.length / bots)];
  }

  /** Of all phones, in their order. */
  public List<Identity> identities() {
    Random random = new Random(seed);
    List<Identity> identities = new ArrayList<>(phones);
    addPeople(random, identities);
    Map<BotKind, Integer> counts = new HashMap<>();
    for (int bot = 0; bot < bots; bot++) {
      BotKind kind = kindOf(bot);
      int number = counts.merge(kind, 1, Integer::sum) - 1;
      identities.add(bot(kind, number, user(identities.size()), random));
    }
    return identities;
  }

  private void addPeople(Random random, List<Identity> identities) {
    int homes = 0;
    int atHome = 0;
    int mobile = 0;
    for (int phone = 0; phone < humans(); phone++) {
      String user = user(phone);
      String address;
      if (random.nextInt(MOBILE_SHARE) == 0) {
        address = address(100, mobile++ / MOBILE_SIZE);
      } else {
        if (atHome == 0) {
          homes++;
          atHome = 1 + random.nextInt(LARGEST_FAMILY);
        }
        atHome--;
        address = address(20, homes);
      }
      identities.add(new Identity(user, Identity.HUMAN, device(random), address));
    }
  }

  private Identity bot(BotKind kind, int number, String user, Random random) {
    return switch (kind) {
      case HAMMER, METRONOME, SLOW_MIMIC ->
          new Identity(user, kind.label(), device(random), address(kind.net(), number));
      case DEVICE_FARM -> {
        int farm = number / BotKind.FARM_SIZE;
        String device = "d" + Long.toHexString(UserHash.of(seed + "/farm-" + farm));
        yield new Identity(user, kind.label(), device, address(kind.net(), farm));
      }
      case ADDRESS_SWARM ->
          new Identity(
              user, kind.label(), device(random), address(kind.net(), number / BotKind.SWARM_SIZE));
    };
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
