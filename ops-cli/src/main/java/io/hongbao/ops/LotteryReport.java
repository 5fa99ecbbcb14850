package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.draw.Control.BeaconValue;
import io.hongbao.domain.draw.LotteryTable;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.files.AlignedTable;
import io.hongbao.show.live.ShowState;
import io.hongbao.show.live.Times;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SecretsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the lottery of a wave says of every turn of a user, for people. */
final class LotteryReport {

  private LotteryReport() {}

  /**
   * The lines of the report.
   *
   * @throws OperationFailedException if the secrets are not published, or the one of the wave is
   *     not that which was committed to
   */
  static List<String> of(ShowState state, String waveId, String user) {
    SecretsRecord secrets =
        state
            .secrets()
            .orElseThrow(
                () ->
                    new OperationFailedException(
                        "the secrets of show "
                            + state.show()
                            + " are not published: that is done when it ends"));
    PlanRecord plan = state.inForce().orElseThrow();
    WaveSecret secret = secrets.secrets().get(waveId);
    if (secret == null) {
      throw new OperationFailedException("show " + state.show() + " has no wave " + waveId);
    }
    String committed = plan.secrets().get(waveId).sha256();
    if (!secret.sha256().equals(committed)) {
      throw new OperationFailedException(
          "the published secret of wave "
              + waveId
              + " has SHA-256 "
              + secret.sha256()
              + ": expected "
              + committed
              + ", which was published before the show");
    }
    Campaign campaign = plan.campaign();
    List<String> lines = new ArrayList<>();
    lines.add("wave " + waveId + ", secret of SHA-256 " + committed + " as committed to");
    Optional<BeaconValue> beacon = state.beaconValue(waveId);
    beacon.ifPresent(value -> lines.add("beacon " + value.hex()));
    AlignedTable table = new AlignedTable(1);
    table.add("turn", "starts", "lottery");
    LotteryTable.of(state.show(), wave(campaign, waveId, secret), beacon, user)
        .forEach(
            row ->
                table.add(
                    Integer.toString(row.turn()),
                    Times.of(campaign, row.startsAtMillis()),
                    words(row)));
    lines.add(table.toString().stripTrailing());
    return lines;
  }

  private static Wave wave(Campaign campaign, String waveId, WaveSecret secret) {
    CampaignWave wave = campaign.wave(waveId).orElseThrow();
    return new Wave(
        wave.schedule(),
        wave.odds(),
        wave.greetingOdds(),
        campaign.greetings().stream().map(Greeting::id).toList(),
        secret,
        wave.beacon());
  }

  private static String words(LotteryTable.Row row) {
    String otherwise =
        row.chance().losingOutcome() instanceof Outcome.Greeting greeting
            ? "greeting " + greeting.greetingId()
            : "nothing";
    return row.chance().passes() ? "passes, else " + otherwise : otherwise;
  }
}
