package io.hongbao.show.live;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.wire.records.PlanRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which shows are on, live ones unless another kind is named. A show is on from the moment its
 * first plan is staged until it is ended, or no turn of it can be named any more; while no plan of
 * it is in force it wants to be activated.
 */
public final class ActiveShows {

  private ActiveShows() {}

  /** The live shows that are on, the one staged last at the end. */
  public static List<ShowState> at(ShowTable table, long nowMillis) {
    return on(table, nowMillis).filter(show -> show.kind().isLive()).toList();
  }

  /** The shadow shows that are on, the one staged last at the end. */
  public static List<ShowState> shadowsAt(ShowTable table, long nowMillis) {
    return on(table, nowMillis).filter(show -> show.kind().isShadow()).toList();
  }

  private static Stream<ShowState> on(ShowTable table, long nowMillis) {
    return table.shows().stream()
        .filter(show -> !show.hasEnded() && nowMillis < overAtMillis(show));
  }

  /** The show that is on and was loaded from a file; if several are, the one staged last. */
  public static Optional<ShowState> ofFile(ShowTable table, String campaignSha256, long nowMillis) {
    return at(table, nowMillis).stream()
        .filter(show -> show.plan(1).orElseThrow().campaignSha256().equals(campaignSha256))
        .reduce((before, next) -> next);
  }

  /** The show on the air: of those that are on, the one whose plan counts from last. */
  public static Optional<ShowState> onAir(ShowTable table, long nowMillis) {
    return at(table, nowMillis).stream()
        .filter(show -> show.inForce().isPresent())
        .reduce((before, next) -> activatedAt(next) >= activatedAt(before) ? next : before);
  }

  private static long activatedAt(ShowState show) {
    return show.inForce().orElseThrow().activatesAtMillis();
  }

  private static long overAtMillis(ShowState show) {
    return Stream.concat(show.inForce().stream(), show.staged().stream())
        .mapToLong(ActiveShows::overAtMillis)
        .max()
        .orElse(0);
  }

  /** From when on no turn of a plan's waves can be named, for any user. */
  public static long overAtMillis(PlanRecord plan) {
    return plan.campaign().waves().stream()
        .mapToLong(wave -> wave.schedule().overAtMillis())
        .max()
        .orElse(0);
  }

  /** How long after the last send of its edges nothing of a show can be on its way any more. */
  static long quietMillis(PlanRecord plan) {
    return plan.campaign().waves().stream()
        .map(CampaignWave::schedule)
        .mapToLong(schedule -> schedule.quietAtMillis() - schedule.closesAtMillis())
        .max()
        .orElse(0);
  }
}
