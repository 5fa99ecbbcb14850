package io.hongbao.proof.export;

import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.rules.crowd.BotPlan;
import io.hongbao.rules.crowd.BotPlan.Identity;
import io.hongbao.rules.crowd.PostingBehavior;
import io.hongbao.rules.crowd.PostingBehavior.PhonePost;
import io.hongbao.rules.crowd.ShowTurns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who posts when in a show, by the behavior of the virtual audience. */
final class Posts {

  /** Of all turns, that people use on average. */
  private static final double TURN_SHARE = 0.5;

  private Posts() {}

  /** A post as an edge gets it. */
  record Post(long atMillis, Identity who) {}

  /** All posts, in the order of time. */
  static List<Post> of(BotPlan plan, List<WaveSchedule> waves) {
    ShowTurns turns = new ShowTurns(waves);
    List<Identity> identities = plan.identitiesAndHanded();
    List<Post> posts = new ArrayList<>();
    for (int phone = 0; phone < plan.phones(); phone++) {
      PostingBehavior behavior = plan.habit(phone, turns, TURN_SHARE, turns.beginMillis());
      for (Optional<PhonePost> press = behavior.next();
          press.isPresent();
          press = behavior.next()) {
        long atMillis = press.get().atMillis();
        if (turns.openAt(atMillis).isPresent()) {
          posts.add(new Post(atMillis, identities.get(plan.identityAt(phone, atMillis))));
        }
      }
    }
    posts.sort(Comparator.comparingLong(Post::atMillis));
    return posts;
  }
}
