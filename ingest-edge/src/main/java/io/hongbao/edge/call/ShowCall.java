package io.hongbao.edge.call;

import io.hongbao.domain.campaign.Channel;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.answer.ShowJson;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.SecretsRecord;
import java.util.Optional;

/** The show as a phone may know it. Thread-safe; never blocks. */
public final class ShowCall {

  private final ShowPlanTable shows;

  public ShowCall(ShowPlanTable shows) {
    this.shows = shows;
  }

  /**
   * The show at an instant, or a problem.
   *
   * @param group of the ticket; empty for the live show
   * @param channel by which the phone's owner sees the show; empty for none
   */
  public EdgeReply show(String group, Optional<String> channel, long nowMillis) {
    Optional<ShowPlan> plan = shows.planAt(group, nowMillis);
    if (plan.isEmpty()) {
      return new EdgeReply.Problem(HttpProblem.NO_SHOW);
    }
    Optional<Channel> known = channel.flatMap(id -> channelOf(plan.get(), id));
    if (channel.isPresent() && known.isEmpty()) {
      return new EdgeReply.Problem(
          HttpProblem.unknownChannel(plan.get().channels().stream().map(Channel::id).toList()));
    }
    String show = plan.get().show();
    Mode mode = shows.modeOf(show);
    Optional<SecretsRecord> secrets = shows.secretsOf(show);
    return new EdgeReply.Show(
        ShowJson.of(plan.get(), mode, secrets, known, nowMillis),
        ShowJson.tag(plan.get(), mode, secrets, known, nowMillis));
  }

  private static Optional<Channel> channelOf(ShowPlan plan, String id) {
    return plan.channels().stream().filter(known -> known.id().equals(id)).findFirst();
  }
}
