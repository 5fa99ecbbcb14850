package io.hongbao.show.load;

import static io.hongbao.show.load.LoadFixture.CAMPAIGN;
import static io.hongbao.show.load.LoadFixture.NOW;
import static io.hongbao.show.load.LoadFixture.PARTITIONS;
import static io.hongbao.show.load.LoadFixture.SEALING;
import static io.hongbao.show.load.LoadFixture.SHA;
import static io.hongbao.show.load.LoadFixture.SIGNING;
import static io.hongbao.show.load.LoadFixture.secrets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.Terms;
import io.hongbao.show.Campaigns;
import io.hongbao.show.live.AppendListener;
import io.hongbao.show.live.InMemoryLog;
import io.hongbao.show.live.ShowRefusedException;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.live.ShowTopic;
import io.hongbao.show.load.LoadReport.Status;
import io.hongbao.show.load.LoadedBuckets.Told;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.AppendPlan;
import io.hongbao.wire.records.OpRecord.Stage;
import io.hongbao.wire.records.PlanRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CampaignLoaderTest {

  private final InMemoryLog log = new InMemoryLog();

  @Test
  void shouldStageThenAppendWhatIsInertUntilItIsActivated() {
    // When
    LoadReport report = LoadFixture.load(log, NOW);

    // Then
    PlanRecord staged = log.plans().get(0);
    assertThat(log.show().show("gala").ops())
        .allMatch(OpRecord::isDone)
        .extracting(OpRecord::op)
        .containsExactly(new Stage(staged), new AppendPlan(1, NOW));
    assertThat(staged.campaign()).isEqualTo(CAMPAIGN);
    assertThat(staged.campaignSha256()).isEqualTo(SHA);
    assertThat(staged).isEqualTo(staged.staged());
    assertThat(report)
        .isEqualTo(new LoadReport(Status.LOADED, staged, log.shakes().size(), 1_612, 805_400, 0));
    assertThat(log.shakes())
        .allMatch(entry -> entry.partition() == entry.control().key().bucket() % PARTITIONS);
  }

  @Test
  void shouldPutTheTermsOfABucketBehindItsSeedsAndItsActivateBehindBoth() {
    LoadFixture.load(log, NOW);
    long atMillis = LoadFixture.activate(log).activatesAtMillis();

    for (int bucket = 0; bucket < CAMPAIGN.buckets(); bucket++) {
      int number = bucket;
      List<Told> told =
          new LoadedBuckets(log).told().stream().filter(t -> t.bucket() == number).toList();
      assertThat(told).extracting(Told::number).containsExactlyElementsOf(numbersTo(told.size()));
      int seeds = told.size() - 2;
      assertThat(told.get(seeds + 1).control()).isEqualTo(new Control.Activate(1, atMillis));
      assertThat(told.get(seeds).control()).isInstanceOf(Terms.class);
      assertThat(told.subList(0, seeds))
          .isNotEmpty()
          .allMatch(t -> t.control() instanceof SeedBatch batch && batch.planNumber() == 1);
      assertThat(log.show().show("gala").lastOp().orElseThrow().lastControls().get(bucket))
          .isEqualTo(told.size());
    }
  }

  @Test
  void shouldTellHowFarItIs() {
    List<String> heard = new ArrayList<>();

    LoadFixture.loader(log, NOW)
        .load(CAMPAIGN, SHA, (appended, buckets) -> heard.add(appended + " of " + buckets));

    assertThat(heard).containsExactly("1 of 3", "2 of 3", "3 of 3");
  }

  @Test
  void shouldDoNothingOnceTheShowIsLoaded() {
    // Given
    LoadFixture.load(log, NOW);
    List<InMemoryLog.Entry> before = log.shakes();
    PlanRecord plan = log.plans().get(0);

    // When
    LoadReport again = LoadFixture.load(log, Campaigns.OPENS + 5_000);

    // Then
    assertThat(again).isEqualTo(new LoadReport(Status.LOADED_BEFORE, plan, 0, 0, 0, 0));
    assertThat(log.shakes()).isEqualTo(before);
    assertThat(log.plans()).containsExactly(plan);
  }

  @Test
  void shouldGoOnWithThePlanOfWhoStagedFirst() {
    // Given: another loader does all its work while this one is about to stage
    CampaignLoader other = LoadFixture.loader(log.showTopic(), log.controlLog(), 99, NOW);
    ShowTopic overtaken = log.showTopic(() -> other.load(CAMPAIGN, SHA, AppendListener.NONE));
    CampaignLoader loader = LoadFixture.loader(overtaken, log.controlLog(), 1, NOW);

    // When
    LoadReport report = loader.load(CAMPAIGN, SHA, AppendListener.NONE);

    // Then
    assertThat(report.status()).isEqualTo(Status.LOADED_BEFORE);
    assertThat(log.plans()).containsExactly(report.plan());
    assertThat(report.plan().secrets().get("first").sha256())
        .isEqualTo(secrets(99).next().sha256());
    assertThat(new LoadedBuckets(log).effects()).containsOnly(ControlEffect.KEPT);
  }

  /** Both append the same records under the same numbers. */
  @Test
  void shouldDoNoHarmIfAnotherLoaderFinishesMeanwhile() {
    // Given
    LoadFixture.cutOff(log, 12, control -> true, true);
    assertThat(log.show().show("gala").appendOf(1)).isPresent();
    CampaignLoader other = LoadFixture.loader(log.showTopic(), log.controlLog(), 1, NOW);
    AppendListener overtaken =
        (appended, buckets) -> {
          if (appended == buckets) {
            other.finish(log.show().show("gala"), AppendListener.NONE);
          }
        };

    // When
    LoadReport report =
        LoadFixture.loader(log, NOW + 700).finish(log.show().show("gala"), overtaken);

    // Then
    assertThat(report.status()).isEqualTo(Status.LOADED);
    assertThat(new LoadedBuckets(log).effects())
        .containsOnly(ControlEffect.KEPT, ControlEffect.REPEATED);
    assertThat(log.show().show("gala").ops()).hasSize(2).allMatch(OpRecord::isDone);
  }

  @Test
  void shouldRefuseAnotherFileUnderTheSameName() {
    LoadFixture.load(log, NOW);
    CampaignLoader loader = LoadFixture.loader(log, NOW);

    assertThatThrownBy(() -> loader.load(CAMPAIGN, "4567", AppendListener.NONE))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "show gala was loaded from another file (SHA-256 0123, this one has 4567): load that"
                + " file, or give the show another name");
  }

  @Test
  void shouldRefuseAWaveThatOpensBeforeThePlanCouldCount() {
    assertThatThrownBy(() -> LoadFixture.load(log, Campaigns.OPENS - 1_999))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "show gala: its first wave, first, opens at 2027-01-15 16:00:00 Asia/Shanghai, and now it is"
                + " 2027-01-15 15:59:58 Asia/Shanghai: a load must begin 2s or more before, move the wave");
    assertThatThrownBy(() -> LoadFixture.load(log, Campaigns.OPENS + 7))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith(
            "show gala: its first wave, first, opened at 2027-01-15 16:00:00 Asia/Shanghai, and");
    assertThat(log.showRecords()).isZero();
    assertThat(log.shakes()).isEmpty();
  }

  @Test
  void shouldRefuseAPlanThatNoRecordCanHold() {
    List<Enterprise> enterprises =
        new ArrayList<>(
            IntStream.range(0, 2_000)
                .mapToObj(i -> new Enterprise("e" + i, "x".repeat(500), "", ""))
                .toList());
    enterprises.addAll(CAMPAIGN.enterprises());
    Campaign large =
        new Campaign(
            "gala",
            "UTC",
            3,
            CAMPAIGN.limits(),
            enterprises,
            CAMPAIGN.greetings(),
            CAMPAIGN.waves());

    assertThatThrownBy(() -> LoadFixture.loader(log, NOW).load(large, SHA, AppendListener.NONE))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageContaining("at most 700000 fit in a record");
    assertThat(log.showRecords()).isZero();
  }

  @Test
  void shouldRefuseALogWithOtherPartitions() {
    LoadFixture.cutOff(log, 9, control -> true, true);

    assertThatThrownBy(() -> load(ShowSettings.forPartitions(8), SEALING))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("show gala was staged for a log of 2 partitions, this one has 8: ");
  }

  @Test
  void shouldRefuseAPlanSealedUnderAnotherKey() {
    LoadFixture.cutOff(log, 5, control -> true, true);

    assertThatThrownBy(() -> load(ShowSettings.forPartitions(PARTITIONS), SealingKey.generate()))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("show gala was staged under another sealing key");
  }

  private void load(ShowSettings settings, SealingKey sealingKey) {
    new CampaignLoader(
            log.showTopic(),
            log.controlLog(),
            settings,
            SIGNING.signingKey(),
            sealingKey,
            secrets(1),
            "ada",
            () -> Instant.ofEpochMilli(NOW))
        .load(CAMPAIGN, SHA, AppendListener.NONE);
  }

  private static List<Long> numbersTo(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Long::valueOf).toList();
  }
}
