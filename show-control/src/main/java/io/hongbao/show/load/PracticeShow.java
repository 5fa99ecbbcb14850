package io.hongbao.show.load;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import io.hongbao.show.live.ActiveShows;
import io.hongbao.show.live.AppendListener;
import io.hongbao.show.live.ShowOperator;
import io.hongbao.show.live.ShowState;
import io.hongbao.show.live.ShowTable;
import io.hongbao.wire.records.PlanRecord;
import java.util.List;
import java.util.OptionalLong;

/**
 * A show to warm a system up with. Tickets of the group that has its name play it on every road of
 * a real show; nobody wins, and the audit, fraud detection, exports and metrics leave it out.
 * Whoever starts one ends it.
 *
 * <p>Not thread-safe.
 */
public final class PracticeShow {

  /** In place of the digest of a campaign file: there is none. */
  private static final String NO_FILE = "practice";

  private static final Odds NEVER = Odds.of("0");
  private static final Odds GREETS = Odds.of("0.5");

  private final CampaignLoader loader;
  private final ShowOperator operator;
  private final String author;
  private final Campaign campaign;

  /**
   * A show that is not loaded yet.
   *
   * @param show a name that no other show has
   * @param wave opens late enough to be loaded and activated before
   * @param author who starts and ends it, as it stands in its operations
   */
  public PracticeShow(
      CampaignLoader loader,
      ShowOperator operator,
      String author,
      String show,
      int buckets,
      WaveSchedule wave) {
    this.loader = loader.ofKind(ShowKind.practiceFor(show));
    this.operator = operator;
    this.author = author;
    this.campaign =
        new Campaign(
            show,
            "UTC",
            buckets,
            new Limits(1, 1),
            List.of(),
            List.of(new Greeting("practice", "Practice", "")),
            List.of(new CampaignWave(wave, NEVER, GREETS, new Curve.Uniform(), List.of())));
  }

  /**
   * Loads it and puts it in force.
   *
   * @return the plan, active
   * @throws io.hongbao.show.live.ShowRefusedException if its name is taken, its wave opens too
   *     soon, or an edge does not acknowledge it
   */
  public PlanRecord start() {
    loader.load(campaign, NO_FILE, AppendListener.NONE);
    return operator.activate(campaign.show(), OptionalLong.empty(), false, author).plan();
  }

  /**
   * Stops its edges, waits until nothing of it is on its way, and ends it in every bucket.
   *
   * @throws io.hongbao.show.live.ShowRefusedException if an edge does not say that it stopped
   */
  public void end() {
    String show = campaign.show();
    operator.stopEdges(show, false, author);
    operator.end(show, author);
    // Nothing was to be won, so there is no draw to wait for.
    operator.publish(show, author);
  }

  /**
   * Practice shows whose end is missing or not complete: whoever started them was killed, or has
   * not come to it yet. One that was never put in force needs no end.
   */
  public static List<String> notEnded(ShowTable table) {
    return table.shows().stream()
        .filter(show -> show.kind().isPractice() && show.inForce().isPresent())
        .filter(show -> !show.hasEnded() || !show.isPublished())
        .map(ShowState::show)
        .toList();
  }

  /**
   * Ends a show that is {@link #notEnded}, however far its end has come.
   *
   * @param author who ends it, as it stands in its operations
   * @throws io.hongbao.show.live.ShowRefusedException if an edge does not say that it stopped
   */
  public static void end(ShowOperator operator, String show, String author, long nowMillis) {
    ShowState state = operator.complete(show);
    if (!state.hasEnded()) {
      if (nowMillis < ActiveShows.overAtMillis(state.inForce().orElseThrow())) {
        operator.stopEdges(show, false, author);
      }
      operator.end(show, author);
    }
    if (!operator.complete(show).isPublished()) {
      // Nothing was to be won, so there is no draw to wait for.
      operator.publish(show, author);
    }
  }
}
