package io.hongbao.rehearsal.export;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.rehearsal.audience.bots.BotPlan;
import io.hongbao.rehearsal.audience.bots.BotPosts;
import io.hongbao.rehearsal.audience.bots.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Who posts when in a show. People miss turns, look away for a while, shake some hundred
 * milliseconds after their turn has begun, and a third of them comes late.
 */
final class Posts {

  /** A post as an edge gets it. */
  record Post(long atMillis, Identity who) {}

  private final List<WaveSchedule> waves;
  private final Random random = new Random(11);
  private final List<Post> posts = new ArrayList<>();

  private Posts(List<WaveSchedule> waves) {
    this.waves = waves;
  }

  /** All posts, in the order of time. */
  static List<Post> of(BotPlan plan, List<WaveSchedule> waves) {
    Posts posts = new Posts(waves);
    List<Identity> identities = plan.identities();
    identities.subList(0, plan.humans()).forEach(posts::person);
    for (int bot = 0; bot < identities.size() - plan.humans(); bot++) {
      posts.bot(plan, bot, identities.get(plan.humans() + bot));
    }
    posts.posts.sort(Comparator.comparingLong(Post::atMillis));
    return posts.posts;
  }

  private void bot(BotPlan plan, int bot, Identity who) {
    long begins = waves.get(0).opensAtMillis();
    long length = waves.get(waves.size() - 1).closesAtMillis() - begins;
    BotPosts.of(plan, bot, waves.get(0).turnMillis(), length)
        .map(post -> begins + post)
        .filter(at -> waves.stream().anyMatch(wave -> wave.isOpenAt(at)))
        .forEach(at -> posts.add(new Post(at, who)));
  }

  private void person(Identity who) {
    double keenness = 0.35 + 0.6 * random.nextDouble();
    long hash = UserHash.of(who.user());
    for (WaveSchedule wave : waves) {
      int turns = wave.turnAt(wave.closesAtMillis() - 1, hash) + 1;
      int first = random.nextInt(3) == 0 ? random.nextInt(turns) : 0;
      for (int turn = first; turn < turns; turn++) {
        if (random.nextInt(15) == 0) {
          turn += random.nextInt(5);
        } else if (random.nextDouble() < keenness) {
          shake(wave.turnStartsAtMillis(turn, hash), who, wave);
        }
      }
    }
  }

  private void shake(long turnStartsAtMillis, Identity who, WaveSchedule wave) {
    long at = turnStartsAtMillis + 150 + (long) (900 * Math.abs(random.nextGaussian()));
    post(at, who, wave);
    if (random.nextInt(8) == 0) {
      post(at + 300 + random.nextInt(900), who, wave);
    }
  }

  private void post(long atMillis, Identity who, WaveSchedule wave) {
    if (wave.isOpenAt(atMillis)) {
      posts.add(new Post(atMillis, who));
    }
  }
}
