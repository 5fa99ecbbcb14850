package io.hongbao.show.live;

import static io.hongbao.show.live.LiveFixture.CAMPAIGN;
import static io.hongbao.show.live.LiveFixture.SEALING;
import static io.hongbao.show.live.LiveFixture.SETTINGS;
import static io.hongbao.show.live.LiveFixture.SHA;
import static io.hongbao.show.live.LiveFixture.SIGNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.show.Campaigns;
import io.hongbao.show.live.ShowOperator.Cue;
import io.hongbao.show.load.CampaignLoader;
import io.hongbao.show.load.PracticeShow;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.PlanRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Shows that are not live, beside one that is. */
class ShowKindsOperationTest {

  private static final OptionalLong SOON = OptionalLong.empty();
  private static final ShowKind CREW = ShowKind.shadowFor("crew");

  private final LiveFixture show = LiveFixture.onAir();

  @Test
  void shouldPutAShadowShowBesideTheLiveOneWhoseWaveIsOpen() {
    show.time.set(Campaigns.OPENS + 10_000);
    load("rehearsal", CREW);

    PlanRecord plan = show.operator.activate("rehearsal", SOON, false, "ada").plan();

    assertThat(plan.kind()).isEqualTo(CREW);
    assertThat(onAir()).isEqualTo("gala");
    assertThat(names(ActiveShows.at(show.log.show(), show.time.millis()))).containsExactly("gala");
    assertThat(termsOf("rehearsal")).isNotEmpty().allMatch(terms -> terms.kind().equals(CREW));
    assertThat(termsOf("gala")).isNotEmpty().allMatch(terms -> terms.kind().isLive());
  }

  @Test
  void shouldNotRefuseALiveShowForAShadowShowWhoseWaveIsOpen() {
    load("rehearsal", CREW);
    show.operator.activate("rehearsal", SOON, false, "ada");
    show.time.set(Campaigns.OPENS + 400_000);
    Campaign parade = campaign("parade", Campaigns.OPENS + 5_000_000);
    show.loader(SETTINGS, "ada").load(parade, SHA, AppendListener.NONE);

    show.operator.activate("parade", SOON, false, "ada");

    assertThat(onAir()).isEqualTo("parade");
  }

  @Test
  void shouldNotHideAShadowShowFromItsGroupWhileItsWaveIsOpen() {
    load("rehearsal", CREW);
    show.operator.activate("rehearsal", SOON, false, "ada");
    show.time.set(Campaigns.OPENS + 70_000);
    load("another", ShowKind.shadowFor(""), Campaigns.OPENS + 5_000_000);
    load("of-press", ShowKind.shadowFor("press"), Campaigns.OPENS + 5_000_000);

    show.operator.activate("of-press", SOON, false, "ada");

    assertThatThrownBy(() -> show.operator.activate("another", SOON, false, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("wave first of show rehearsal is open: ");
  }

  @Test
  void shouldOperateAShadowShowAsAnyOther() {
    load("rehearsal", CREW);
    show.operator.activate("rehearsal", SOON, false, "ada");

    show.operator.cue("rehearsal", "first", Cue.by(20_000), false, "ada");

    PlanRecord cued = show.log.show().show("rehearsal").inForce().orElseThrow();
    assertThat(cued.number()).isEqualTo(2);
    assertThat(cued.kind()).isEqualTo(CREW);
    show.operator.stopEdges("rehearsal", false, "ada");
    show.operator.end("rehearsal", "ada");
    assertThat(show.log.show().show("rehearsal").hasEnded()).isTrue();
    assertThat(onAir()).isEqualTo("gala");
    assertThat(effects().values())
        .allSatisfy(of -> assertThat(of).isSubsetOf(ControlEffect.KEPT, ControlEffect.ENDED));
  }

  @Test
  void shouldRefuseToLoadAShowAsAnotherKind() {
    load("rehearsal", CREW);

    assertThatThrownBy(() -> load("rehearsal", ShowKind.LIVE))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "show rehearsal was loaded as a shadow show of group crew, this load is of a live show"
                + " of everybody: load it as it was, or give the show another name");
  }

  @Test
  void shouldRefuseMoreShadowShowsThanEdgesFollow() {
    for (int i = 1; i <= CampaignLoader.MAX_SHADOW_SHOWS; i++) {
      load("shadow-" + i, ShowKind.shadowFor("group-" + i));
    }
    load("shadow-1", ShowKind.shadowFor("group-1"));

    assertThatThrownBy(() -> load("shadow-5", CREW))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "show shadow-5: 4 shadow shows are on, shadow-1, shadow-2, shadow-3, shadow-4, at most"
                + " 4 may be: end one first with ./hongbao show end --now --show shadow-1");

    show.operator.activate("shadow-1", SOON, false, "ada");
    show.operator.stopEdges("shadow-1", false, "ada");
    show.operator.end("shadow-1", "ada");
    load("shadow-5", CREW);
  }

  /** It gives no money away. */
  @Test
  void shouldAskForNoEnvelopeOfAShadowShow() {
    ShowSettings approved =
        SETTINGS.withApproverKey(Optional.of(SigningKey.generate().verifyingKey()));
    CampaignLoader loader = show.loader(approved, "ada");

    loader.ofKind(CREW).load(campaign("rehearsal", Campaigns.OPENS), SHA, AppendListener.NONE);
    show.operator(approved, 5).activate("rehearsal", SOON, false, "ada");

    assertThatThrownBy(
            () -> loader.load(campaign("parade", Campaigns.OPENS), SHA, AppendListener.NONE))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("no envelope bounds show parade: ");
  }

  @Test
  void shouldPlayAPracticeShowFromItsLoadToItsEnd() {
    show.operator.setApproval(true, "up");
    WaveSchedule wave =
        new WaveSchedule("warm", show.time.millis() + 5_000, show.time.millis() + 65_000, 500);
    PracticeShow practice =
        new PracticeShow(show.loader(SETTINGS, "up"), show.operator, "up", "practice-1", 2, wave);

    PlanRecord plan = practice.start();

    assertThat(plan.kind()).isEqualTo(ShowKind.practiceFor("practice-1"));
    assertThat(onAir()).isEqualTo("gala");
    assertThat(ActiveShows.shadowsAt(show.log.show(), show.time.millis())).isEmpty();

    practice.end();

    assertThat(show.log.show().show("practice-1").isPublished()).isTrue();
    assertThat(effects().get("practice-1"))
        .as("no seeds: terms, their activation and the end, in two buckets")
        .containsExactly(
            ControlEffect.KEPT,
            ControlEffect.KEPT,
            ControlEffect.KEPT,
            ControlEffect.KEPT,
            ControlEffect.ENDED,
            ControlEffect.ENDED);
  }

  @Test
  void shouldEndAPracticeShowThatWasLeftBehind() {
    practice("practice-1").start();
    practice("practice-2").start();
    practice("practice-2").end();
    load("rehearsal", CREW);
    show.operator.activate("rehearsal", SOON, false, "ada");
    assertThat(PracticeShow.notEnded(show.log.show())).containsExactly("practice-1");

    PracticeShow.end(show.operator, "practice-1", "up", show.time.millis());

    assertThat(PracticeShow.notEnded(show.log.show())).isEmpty();
    assertThat(show.log.show().show("practice-1").isPublished()).isTrue();
    assertThat(effects().get("practice-1")).endsWith(ControlEffect.ENDED, ControlEffect.ENDED);
    assertThat(onAir()).isEqualTo("gala");
    assertThat(show.log.show().show("rehearsal").hasEnded()).isFalse();
  }

  /** Days later its edges are others, which nobody asks to stop. */
  @Test
  void shouldEndAPracticeShowThatIsLongOver() {
    practice("practice-1").start();
    show.time.set(show.time.millis() + 86_400_000);
    show.stuckEdge("edge-1", 0);

    PracticeShow.end(show.operator, "practice-1", "up", show.time.millis());

    assertThat(PracticeShow.notEnded(show.log.show())).isEmpty();
  }

  @Test
  void shouldFinishTheEndOfAPracticeShowThatWasCutOff() {
    practice("practice-1").start();
    show.operator.stopEdges("practice-1", false, "up");
    show.operator.end("practice-1", "up");
    assertThat(PracticeShow.notEnded(show.log.show())).containsExactly("practice-1");

    PracticeShow.end(show.operator, "practice-1", "up", show.time.millis());

    assertThat(show.log.show().show("practice-1").isPublished()).isTrue();
    assertThat(effects().get("practice-1")).as("once").endsWith(ControlEffect.ENDED).hasSize(6);
  }

  private PracticeShow practice(String name) {
    long nowMillis = show.time.millis();
    WaveSchedule wave = new WaveSchedule("warm", nowMillis + 5_000, nowMillis + 65_000, 500);
    return new PracticeShow(show.loader(SETTINGS, "up"), show.operator, "up", name, 2, wave);
  }

  @Test
  void shouldRefuseToStageAPracticeShowInWhichSomebodyWins() {
    WaveSchedule wave =
        new WaveSchedule("first", show.time.millis() + 5_000, show.time.millis() + 65_000, 500);
    new PracticeShow(show.loader(SETTINGS, "up"), show.operator, "up", "practice-1", 2, wave)
        .start();
    Campaign winning =
        Campaigns.of(
            "practice-1",
            2,
            Campaigns.wave("second", wave.closesAtMillis() + 60_000, new Curve.Uniform()));

    assertThatThrownBy(() -> show.operator.stage("practice-1", winning, SHA, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageMatching(
            "plan 2: wave second of a practice show has odds of 0[.0-9]+: expected 0");
    CampaignLoader loader = show.loader(SETTINGS, "ada").ofKind(ShowKind.practiceFor("other"));
    assertThatThrownBy(() -> loader.load(winning, SHA, AppendListener.NONE))
        .as("nor to load one")
        .isInstanceOf(ShowRefusedException.class);
  }

  private void load(String name, ShowKind kind) {
    load(name, kind, Campaigns.OPENS + 60_000);
  }

  private void load(String name, ShowKind kind, long opensAtMillis) {
    show.loader(SETTINGS, "ada")
        .ofKind(kind)
        .load(campaign(name, opensAtMillis), SHA, AppendListener.NONE);
  }

  private static Campaign campaign(String name, long opensAtMillis) {
    return Campaigns.of(
        name,
        CAMPAIGN.buckets(),
        Campaigns.wave(
            "first", opensAtMillis, new Curve.Uniform(), new Pool("cola", 8, 4_000, 100, 2_000)));
  }

  private String onAir() {
    return ActiveShows.onAir(show.log.show(), show.time.millis()).orElseThrow().show();
  }

  private static List<String> names(List<ShowState> shows) {
    return shows.stream().map(ShowState::show).toList();
  }

  private List<Terms> termsOf(String name) {
    return show.log.shakes().stream()
        .map(entry -> entry.control().verify(SIGNING.verifyingKey(), SEALING))
        .filter(record -> record.show().equals(name))
        .map(ControlRecord::control)
        .filter(Terms.class::isInstance)
        .map(Terms.class::cast)
        .toList();
  }

  /** What became of every control record, by show. */
  private Map<String, List<ControlEffect>> effects() {
    Map<String, Bucket> buckets = new TreeMap<>();
    Map<String, List<ControlEffect>> effects = new TreeMap<>();
    for (InMemoryLog.Entry entry : show.log.shakes()) {
      ControlRecord record = entry.control().verify(SIGNING.verifyingKey(), SEALING);
      Bucket bucket =
          buckets.computeIfAbsent(
              record.show() + "/" + record.bucket(),
              key -> new Bucket(record.show(), record.bucket(), new DrawEngine()));
      effects.computeIfAbsent(record.show(), key -> new ArrayList<>()).add(bucket.apply(record));
    }
    return effects;
  }
}
