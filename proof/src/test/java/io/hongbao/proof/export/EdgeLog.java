package io.hongbao.proof.export;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.rules.crowd.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What edges make of posts: a turn's first one is logged, the others are counted on the next, and a
 * hammering user is reported once a second.
 */
final class EdgeLog {

  private static final long REPORT_MILLIS = 1_000;

  /** A shake that is logged. */
  record Logged(long stampMillis, Identity who, ShakeId shakeId, int repeats) {}

  /** What an edge remembers of a user. */
  private record Last(ShakeId shakeId, long stampMillis, int repeats) {}

  private final Map<String, Last> lasts = new HashMap<>();
  private final List<Logged> logged = new ArrayList<>();

  EdgeLog(List<Posts.Post> posts, List<WaveSchedule> waves) {
    for (Posts.Post post : posts) {
      waves.stream()
          .filter(wave -> wave.isOpenAt(post.atMillis()))
          .forEach(wave -> take(post, wave));
    }
  }

  private void take(Posts.Post post, WaveSchedule wave) {
    String user = post.who().user();
    ShakeId shakeId = new ShakeId(wave.id(), wave.turnAt(post.atMillis(), UserHash.of(user)));
    Last last = lasts.get(user);
    boolean isRepeat =
        last != null
            && last.shakeId().equals(shakeId)
            && post.atMillis() - last.stampMillis() < REPORT_MILLIS;
    if (isRepeat) {
      lasts.put(user, new Last(shakeId, last.stampMillis(), last.repeats() + 1));
    } else {
      int repeats = last == null ? 0 : last.repeats();
      logged.add(new Logged(post.atMillis(), post.who(), shakeId, repeats));
      lasts.put(user, new Last(shakeId, post.atMillis(), 0));
    }
  }

  /** In the order of the posts. */
  List<Logged> shakes() {
    return logged;
  }
}
