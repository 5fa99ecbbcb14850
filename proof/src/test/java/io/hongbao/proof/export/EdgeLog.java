package io.hongbao.proof.export;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.traffic.SimulatedEdge;
import io.hongbao.rules.crowd.BotPlan.Identity;
import java.util.ArrayList;
import java.util.List;

/** What an edge makes of posts. */
final class EdgeLog {

  /** A shake that is logged at some time, stamped when its post came. */
  record Logged(long atMillis, long stampMillis, Identity who, ShakeId shakeId, int repeats) {}

  private record Shake(Identity who, ShakeId shakeId) {}

  private final List<Logged> logged = new ArrayList<>();
  private final SimulatedEdge<Shake> edge =
      new SimulatedEdge<>(
          (atMillis, shake, stampMillis, repeats) ->
              logged.add(new Logged(atMillis, stampMillis, shake.who, shake.shakeId, repeats)));

  EdgeLog(List<Posts.Post> posts, List<WaveSchedule> waves) {
    for (Posts.Post post : posts) {
      waves.stream()
          .filter(wave -> wave.isOpenAt(post.atMillis()))
          .forEach(wave -> take(post, wave));
    }
    edge.finish();
  }

  private void take(Posts.Post post, WaveSchedule wave) {
    String user = post.who().user();
    ShakeId shakeId = new ShakeId(wave.id(), wave.turnAt(post.atMillis(), UserHash.of(user)));
    edge.post(user, shakeId.toString(), new Shake(post.who(), shakeId), post.atMillis());
  }

  /** In the order in which they are logged. */
  List<Logged> shakes() {
    return logged;
  }
}
