package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import io.hongbao.ops.ShowStatus.Issued;
import io.hongbao.ops.ShowStatus.PoolName;
import io.hongbao.show.live.Nodes;
import io.hongbao.show.live.ShowState;
import io.hongbao.show.live.ShowTable;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.AckRecord.KnownShow;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.Activate;
import io.hongbao.wire.records.OpRecord.Op;
import io.hongbao.wire.records.OpRecord.Stage;
import io.hongbao.wire.records.OpRecord.Tell;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SealedSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShowStatusTest {

  private static final long OPENS = 1_800_000_000_000L;
  private static final SealedSecret SECRET = new SealedSecret("ab", "");

  private final ShowTable table = new ShowTable();
  private long ops;
  private OptionalLong answerDelay = OptionalLong.of(50);

  @BeforeEach
  void putOnTheAir() {
    PlanRecord plan =
        new PlanRecord(
            1, 0, 4, campaign(), "cd", Map.of("first", SECRET, "second", SECRET), SECRET);
    accept(new Stage(plan));
    accept(new Activate(1, OPENS - 10_000, false));
    table.accept(plan.activeFrom(OPENS - 10_000));
  }

  @Test
  void shouldTellScriptsHowTheShowIs() {
    assertThat(status(OPENS + 30_000).toJson())
        .isEqualTo(
            "{\"show\":\"gala\",\"plan\":{\"active\":1,\"staged\":null},\"mode\":0,\"nodes\":["
                + "{\"id\":\"edge-1\",\"kind\":\"edge\",\"ackedPlan\":1,\"clockErrorMs\":-7,\"answerDelayMs\":50}],"
                + "\"waves\":[{\"id\":\"first\",\"state\":\"open\",\"opensAtMs\":1800000000000,"
                + "\"closesAtMs\":1800000060000,\"seedsLeft\":70,\"issuedFen\":6000},"
                + "{\"id\":\"second\",\"state\":\"planned\",\"opensAtMs\":1800000600000,"
                + "\"closesAtMs\":1800000660000,\"seedsLeft\":10,\"issuedFen\":0}]}");
  }

  @Test
  void shouldTellPeopleMoneyAgainstTheCurve() {
    table.accept(new ModeRecord("gala", 3, Mode.LONGER_TURNS, "Redis is slow"));

    String text = status(OPENS + 30_000).toText();

    assertThat(text)
        .startsWith("show gala: plan 1 from 2027-01-15 15:59:50.000 Asia/Shanghai; mode 1: Redis")
        .containsPattern("first +cola +100 +51 +30 +200.00 +60.00")
        .containsPattern("second +tea +10 +0 +0 +50.00 +0.00")
        .containsPattern("edge-1 +1 +-7 +50 +2");
  }

  @Test
  void shouldTellThatAWaveIsPausedOrClosedAndWhatWasCarried() {
    accept(new Tell(new Control.Pause("first", true, OPENS + 10_000)));
    assertThat(status(OPENS + 30_000).toJson()).contains("\"id\":\"first\",\"state\":\"paused\"");

    accept(new Tell(new Control.Carry("first", "second", new Curve.Uniform())));
    assertThat(status(OPENS + 90_000).toJson())
        .contains("\"state\":\"closed\"", "\"seedsLeft\":0,\"issuedFen\":6000")
        .contains("\"seedsLeft\":80,\"issuedFen\":0");
  }

  @Test
  void shouldTellWhatIsToBeCarriedAndWhenThatIsDue() {
    assertThat(status(OPENS).toText())
        .containsPattern("to carry: what wave first leaves into wave second, from .*16:01:30.000")
        .doesNotContain("it is due");
    assertThat(status(OPENS + 90_000).toText()).contains("show carry; it is due\n");

    accept(new Tell(new Control.Carry("first", "second", new Curve.Uniform())));
    assertThat(status(OPENS + 90_000).toText()).doesNotContain("to carry");
  }

  @Test
  void shouldTellTheEnvelopeBesideThePlan() {
    Envelope envelope =
        new Envelope("gala", 120, 30_000, 1_000, 20_000, List.of("cola"), OPENS + 3_600_000);
    table.accept(new EnvelopeRecord(envelope, 2, OPENS - 20_000, "bob", "c2ln"));

    assertThat(status(OPENS).toText())
        .contains("envelope 2")
        .containsPattern("packets +110 +120")
        .containsPattern("yuan +250.00 +300.00")
        .containsPattern("largest packet +9.00 +10.00");
  }

  @Test
  void shouldTellNoDelayOfANodeThatAnsweredNothing() {
    answerDelay = OptionalLong.empty();

    assertThat(status(OPENS).toJson()).contains("\"answerDelayMs\":null");
    assertThat(status(OPENS).toText()).containsPattern("edge-1 +1 +-7 +- +2");
  }

  @Test
  void shouldTellWhatIsHalfDone() {
    table.accept(
        new OpRecord("gala", ++ops, 1, "ada", false, new Activate(1, OPENS, false), List.of()));

    assertThat(status(OPENS).toText())
        .contains("half done: operation 3 of ada; the next command completes it");
  }

  @Test
  void shouldTellThatAShowIsAShadowShow() {
    ShowTable other = new ShowTable();
    PlanRecord shadow = table.show("gala").plan(1).orElseThrow().staged();
    shadow = shadow.ofKind(ShowKind.shadowFor("crew"));
    other.accept(new OpRecord("gala", 1, 1, "ada", true, new Stage(shadow), List.of()));
    ShowState state = other.show("gala");
    ShowStatus status = new ShowStatus(state, Nodes.at(state, List.of(), OPENS), Map.of(), OPENS);

    assertThat(status.toText())
        .startsWith("show gala (shadow of group crew): not on the air, plan 1 staged");
    assertThat(status.toJson())
        .startsWith("{\"show\":\"gala\",\"kind\":\"shadow\",\"group\":\"crew\",\"plan\":");
  }

  private ShowStatus status(long nowMillis) {
    ShowState state = table.show("gala");
    AckRecord ack =
        new AckRecord(
            "edge-1",
            nowMillis - 2_000,
            false,
            -7,
            answerDelay,
            Map.of("gala", new KnownShow(1, 0)));
    return new ShowStatus(
        state,
        Nodes.at(state, List.of(ack), nowMillis),
        Map.of(new PoolName("first", "cola"), new Issued(30, 6_000)),
        nowMillis);
  }

  private void accept(Op op) {
    table.accept(new OpRecord("gala", ++ops, 1, "ada", true, op, List.of()));
  }

  private static Campaign campaign() {
    return new Campaign(
        "gala",
        "Asia/Shanghai",
        4,
        new Limits(3, 1),
        List.of(new Enterprise("cola", "Cola", "", ""), new Enterprise("tea", "Tea", "", "")),
        List.of(),
        List.of(
            wave("first", OPENS, new Pool("cola", 100, 20_000, 100, 300), Optional.empty()),
            wave(
                "second",
                OPENS + 600_000,
                new Pool("tea", 10, 5_000, 100, 900),
                Optional.of("first"))));
  }

  private static CampaignWave wave(
      String id, long opensAtMillis, Pool pool, Optional<String> carriesFrom) {
    return new CampaignWave(
        new WaveSchedule(id, opensAtMillis, opensAtMillis + 60_000, 5_000),
        Odds.of("0.5"),
        Odds.of("0"),
        new Curve.Uniform(),
        List.of(pool),
        Optional.empty(),
        carriesFrom);
  }
}
