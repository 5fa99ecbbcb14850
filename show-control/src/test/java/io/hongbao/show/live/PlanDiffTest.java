package io.hongbao.show.live;

import static io.hongbao.show.live.LiveCampaigns.COLA;
import static io.hongbao.show.live.LiveCampaigns.FIRST;
import static io.hongbao.show.live.LiveCampaigns.OPENS;
import static io.hongbao.show.live.LiveCampaigns.SECOND;
import static io.hongbao.show.live.LiveCampaigns.SHOW;
import static io.hongbao.show.live.LiveCampaigns.TEA;
import static io.hongbao.show.live.LiveCampaigns.show;
import static io.hongbao.show.live.LiveCampaigns.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.money.ClaimTerms;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanDiffTest {

  private static final String AS_BEFORE = "in all 210 packets of 1,010.00 yuan, as before";

  @Test
  void shouldSayThatNothingChanges() {
    assertThat(PlanDiff.lines(SHOW, show(FIRST, SECOND))).containsExactly("nothing changes");
  }

  @Test
  void shouldSayWhatIsAddedToPools() {
    Campaign staged =
        show(
            wave("first", OPENS, new Pool("cola", 120, 60_000, 100, 2_000), TEA),
            wave("second", OPENS + 600_000, COLA, TEA));

    assertThat(PlanDiff.lines(SHOW, staged))
        .containsExactly(
            "wave first: cola adds 20 packets of 100.00 yuan",
            "wave second: tea adds 10 packets of 10.00 yuan, each of 1.00 to 1.00 yuan",
            "in all 240 packets of 1,120.00 yuan instead of 210 packets of 1,010.00 yuan");
  }

  @Test
  void shouldSayWhatPoolsWouldLose() {
    Campaign staged =
        show(
            wave("first", OPENS, new Pool("cola", 90, 60_000, 50, 1_000)),
            wave("second", OPENS + 600_000, new Pool("cola", 110, 40_000, 100, 2_000)));

    assertThat(PlanDiff.lines(SHOW, staged))
        .containsExactly(
            "wave first: tea has no pool instead of 10 packets of 10.00 yuan",
            "wave first: cola has 90 packets of 600.00 yuan instead of 100 of 500.00",
            "wave first: cola has packets of 0.50 to 10.00 yuan instead of 1.00 to 20.00 yuan, for"
                + " those that are added",
            "wave second: cola has 110 packets of 400.00 yuan instead of 100 of 500.00",
            "in all 200 packets of 1,000.00 yuan instead of 210 packets of 1,010.00 yuan");
  }

  @Test
  void shouldSayWhichWavesAreAddedAndRemoved() {
    Curve steps =
        new Curve.Steps(
            List.of(
                new Curve.Step(0, new BigDecimal("0.25")),
                new Curve.Step(90_000, new BigDecimal("0.75"))));
    CampaignWave third =
        LiveCampaigns.live(
            wave("third", OPENS + 1_200_000, COLA),
            Optional.of(new BeaconRound("52db9ba7", 4_711)),
            Optional.of("first"));
    CampaignWave fourth = LiveCampaigns.curve(wave("fourth", OPENS + 1_800_000), steps);

    assertThat(PlanDiff.lines(SHOW, show(FIRST, third, fourth)))
        .containsExactly(
            "wave second is removed",
            "wave second: 100 packets of 500.00 yuan of cola stay in the log and are not given"
                + " away",
            "wave third is added: from 2027-02-05 20:50:00 to 2027-02-05 20:55:00, turn 5s, odds"
                + " 0.02, greeting odds 0.1, curve uniform, beacon round 4711 of 52db9ba7, carry"
                + " first",
            "wave third: cola adds 100 packets of 500.00 yuan, each of 1.00 to 20.00 yuan",
            "wave fourth is added: from 2027-02-05 21:00:00 to 2027-02-05 21:05:00, turn 5s, odds"
                + " 0.02, greeting odds 0.1, curve steps (0.25 at 0s, 0.75 at 90s), beacon none,"
                + " carry none",
            AS_BEFORE);
  }

  @Test
  void shouldSayWhereAWaveMoves() {
    CampaignWave later = LiveCampaigns.at(FIRST, OPENS + 20_000, OPENS + 320_000);
    CampaignWave earlier = LiveCampaigns.at(SECOND, OPENS + 597_500, OPENS + 897_500);

    assertThat(PlanDiff.lines(SHOW, show(later, earlier)))
        .containsExactly(
            "wave first: moves from 2027-02-05 20:30:00 to 2027-02-05 20:30:20, 20s later",
            "wave second: moves from 2027-02-05 20:40:00 to 2027-02-05 20:39:57.500, 2500ms"
                + " earlier",
            AS_BEFORE);
  }

  @Test
  void shouldSayThatAShorterWaveLeavesWhatIsLoadedForItsEnd() {
    CampaignWave shorter = LiveCampaigns.at(FIRST, OPENS + 60_000, OPENS + 240_000);
    CampaignWave longer = LiveCampaigns.at(SECOND, OPENS + 600_000, OPENS + 960_000);

    assertThat(PlanDiff.lines(SHOW, show(shorter, longer)))
        .containsExactly(
            "wave first: opens from 2027-02-05 20:30:00 to 2027-02-05 20:31:00, 1m later",
            "wave first: closes from 2027-02-05 20:35:00 to 2027-02-05 20:34:00, 1m earlier",
            "wave first: is 2m shorter: packets that are loaded to be released after that are not"
                + " given away",
            "wave second: closes from 2027-02-05 20:45:00 to 2027-02-05 20:46:00, 1m later",
            AS_BEFORE);
  }

  @Test
  void shouldSayWhatChangesInAWave() {
    CampaignWave first =
        new CampaignWave(
            new WaveSchedule("first", OPENS, OPENS + 300_000, 3_000),
            Odds.of("0.03"),
            Odds.of("0"),
            new Curve.Capped(new Curve.Ramp(), 1_500),
            List.of(TEA, COLA),
            Optional.of(new BeaconRound("52db9ba7", 4_711)),
            Optional.empty());
    CampaignWave second = LiveCampaigns.live(SECOND, Optional.empty(), Optional.of("first"));

    assertThat(PlanDiff.lines(SHOW, show(first, second)))
        .containsExactly(
            "wave first: turn from 5s to 3s",
            "wave first: odds from 0.02 to 0.03",
            "wave first: greeting odds from 0.1 to 0",
            "wave first: curve from uniform to ramp, at most 1,500 a second, for packets that are"
                + " added; those that are loaded keep theirs",
            "wave first: beacon from none to round 4711 of 52db9ba7",
            "wave first: pools: the order is now tea, cola",
            "wave second: carry from none to first",
            AS_BEFORE);
    assertThat(PlanDiff.lines(show(first, second), SHOW))
        .contains("wave second: carry from first to none");
  }

  @Test
  void shouldShowTheFirstOfManySteps() {
    List<Curve.Step> steps =
        IntStream.range(0, 10)
            .mapToObj(i -> new Curve.Step(i * 1_000L, new BigDecimal("0.1")))
            .toList();
    CampaignWave first = LiveCampaigns.curve(FIRST, new Curve.Steps(steps));

    assertThat(PlanDiff.lines(SHOW, show(first, SECOND)).get(0))
        .isEqualTo(
            "wave first: curve from uniform to steps (0.1 at 0s, 0.1 at 1s, 0.1 at 2s, 0.1 at 3s,"
                + " 0.1 at 4s and 5 more), for packets that are added; those that are loaded keep"
                + " theirs");
  }

  @Test
  void shouldSayWhatChangesInTheShow() {
    Campaign staged =
        new Campaign(
                "gala",
                "UTC",
                32,
                new Limits(5, 2),
                List.of(
                    new Enterprise("tea", "Tea", "tea-logo", "tea-garden"),
                    new Enterprise("bank", "Bank", "bank-logo", ""),
                    new Enterprise("cola", "Cola", "", "")),
                List.of(
                    new Greeting("moon", "Good night", "moon-card"),
                    new Greeting("stars", "100 % luck", "stars-card")),
                SHOW.waves())
            .withChannels(List.of(new Channel("web", 30_000), new Channel("app", 0)));

    assertThat(PlanDiff.lines(SHOW, staged))
        .containsExactly(
            "time zone from Asia/Shanghai to UTC",
            "buckets from 64 to 32",
            "limits: packets a user from 3 to 5",
            "limits: packets a user and enterprise from 1 to 2",
            "channel tv is removed",
            "channel web: delay from 35s to 30s",
            "channel app is added: 0s late",
            "enterprise tea: name from \"Tea House\" to \"Tea\"",
            "enterprise tea: logo from none to tea-logo",
            "enterprise tea: background from none to tea-garden",
            "enterprise bank is added: name \"Bank\", logo bank-logo, background none",
            "enterprise cola: logo from cola-logo to none",
            "enterprises: the order is now tea, bank, cola",
            "greeting moon is added: text \"Good night\", background moon-card",
            "greeting stars: text from \"Happy New Year\" to \"100 % luck\"",
            "greeting stars: background from none to stars-card",
            AS_BEFORE);
    assertThat(PlanDiff.lines(staged, SHOW))
        .contains("greeting moon is removed", "enterprise bank is removed");
  }

  @Test
  void shouldSayWhatChangesInClaimingAndSplitting() {
    Pool split = new Pool("cola", 120, 60_000, 100, 2_000, 5);
    Campaign staged =
        show(wave("first", OPENS, split, TEA), SECOND, wave("third", OPENS + 1_200_000, split))
            .withClaimTerms(new ClaimTerms(7_200_000, 5_000));

    assertThat(PlanDiff.lines(SHOW, staged))
        .contains(
            "claim_within from 24h to 2h, for packets that are won from then on",
            "payout_grace from 0s to 5s, for packets that are won from then on",
            "wave first: cola adds 20 packets of 100.00 yuan",
            "wave first: cola splits packets into 5 shares instead of 1, for those that are added",
            "wave third: cola adds 120 packets of 600.00 yuan, each of 1.00 to 20.00 yuan in 5"
                + " shares");
    assertThat(staged.withWaves(List.of()).claimTerms()).isEqualTo(staged.claimTerms());
  }

  @Test
  void shouldSayHowLongAnswersAreKept() {
    Campaign staged = SHOW.withAnswerLifetime(new AnswerLifetime(1_800_000, OPENS + 60_000));

    assertThat(PlanDiff.lines(SHOW, staged))
        .containsExactly(
            "answers: keep from 10m to 30m for shakes after 2027-02-05 20:31:00", AS_BEFORE);
    assertThat(staged.withWaves(List.of()).answerLifetime()).isEqualTo(staged.answerLifetime());
  }
}
