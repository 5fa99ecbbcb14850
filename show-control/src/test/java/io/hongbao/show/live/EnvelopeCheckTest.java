package io.hongbao.show.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.show.Campaigns;
import io.hongbao.show.live.ShowOperator.Cue;
import io.hongbao.show.load.CampaignLoader;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.EnvelopeRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a second person's envelope keeps from being loaded, staged and activated. */
class EnvelopeCheckTest {

  private static final OptionalLong SOON = OptionalLong.empty();
  private static final SigningKey.Pair APPROVER = SigningKey.generate();
  private static final SigningKey.Pair SOMEBODY = SigningKey.generate();
  private static final ShowSettings APPROVED =
      LiveFixture.SETTINGS.withApproverKey(Optional.of(APPROVER.verifyingKey()));

  /** Of two waves: 60 packets of 300.00 yuan, of which 84.00 in the ramp's last minute. */
  private static final Campaign CAMPAIGN = LiveFixture.CAMPAIGN;

  private static final long UNTIL = Campaigns.OPENS + 10_000_000;
  private static final Envelope WIDE = envelope(100, 50_000, 2_000, 10_000, UNTIL);

  /** More of what the first wave gives away. */
  private static final Campaign MORE =
      CAMPAIGN.withWaves(
          List.of(first(new Pool("cola", 80, 40_000, 100, 2_000)), LiveFixture.SECOND));

  private final LiveFixture show = LiveFixture.empty();

  @Test
  void shouldLoadStageAndActivateWhatIsWithin() {
    operator().bound(WIDE, APPROVER.signingKey(), "ada");

    load(APPROVED);
    activate();
    operator().stage("gala", MORE, LiveFixture.SHA, "ada");
    activate();

    assertThat(show.state().inForce().orElseThrow().campaign()).isEqualTo(MORE);
  }

  @Test
  void shouldBoundNothingWithoutAnApproverAndAnEnvelope() {
    load(LiveFixture.SETTINGS);

    show.operator.activate("gala", SOON, false, "ada");

    assertThat(show.state().inForce()).isPresent();
  }

  @Test
  void shouldRefuseToLoadWhatNoEnvelopeBoundsOnceThereIsAnApprover() {
    assertThatThrownBy(() -> load(APPROVED))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "no envelope bounds show gala: the approver must sign one with ./hongbao show envelope"
                + " FILE --key FILE");
    assertThat(show.log.shakes()).isEmpty();
    assertThat(show.log.showRecords()).isZero();
  }

  @Test
  void shouldRefuseToActivateWhatWasLoadedBeforeThereWasAnApprover() {
    load(LiveFixture.SETTINGS);

    assertThatThrownBy(this::activate).hasMessageStartingWith("no envelope bounds show gala: ");

    operator().bound(WIDE, APPROVER.signingKey(), "ada");
    activate();
    assertThat(show.state().inForce()).isPresent();
  }

  @Test
  void shouldRefuseAnEnvelopeThatTheApproverDidNotSign() {
    assertThatThrownBy(() -> operator().bound(WIDE, SOMEBODY.signingKey(), "ada"))
        .hasMessageStartingWith("envelope 1 of show gala is not signed by the approver: ");

    // Somebody who does not know the approver's key appends it all the same.
    show.operator.bound(WIDE, SOMEBODY.signingKey(), "eve");

    assertThatThrownBy(() -> load(APPROVED))
        .hasMessageStartingWith("envelope 1 of show gala is not signed by the approver: ");
  }

  @Test
  void shouldBoundWithoutAnApproverWhoeverSigned() {
    show.operator.bound(envelope(59, 50_000, 2_000, 10_000, UNTIL), SOMEBODY.signingKey(), "ada");

    assertThatThrownBy(() -> load(LiveFixture.SETTINGS))
        .hasMessage("plan 1 is outside envelope 1 of show gala: 60 packets, at most 59");
  }

  @Test
  void shouldRefuseToLoadWhatBreaksAnyBoundNamingBoth() {
    show.operator.bound(
        envelope(59, 29_999, 1_999, 3_999, Campaigns.OPENS + 899_999),
        SOMEBODY.signingKey(),
        "ada");

    assertThatThrownBy(() -> load(LiveFixture.SETTINGS))
        .hasMessageContaining("60 packets, at most 59; 300.00 yuan, at most 299.99; ")
        .hasMessageContaining("packets of up to 20.00 yuan of cola in wave first, at most 19.99")
        .hasMessageContaining(", at most 39.99; ")
        .hasMessageContaining("wave second closes at ");
    assertThat(show.log.shakes()).isEmpty();
  }

  @Test
  void shouldRefuseToStageWhatIsOutside() {
    onAir();
    operator().bound(envelope(60, 30_000, 2_000, 10_000, UNTIL), APPROVER.signingKey(), "ada");
    int before = show.log.showRecords();

    assertThatThrownBy(() -> operator().stage("gala", MORE, LiveFixture.SHA, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "plan 2 is outside envelope 2 of show gala: 100 packets, at most 60; 500.00 yuan, at"
                + " most 300.00");
    assertThat(show.log.showRecords()).isEqualTo(before);
  }

  @Test
  void shouldRefuseToActivateWhatIsOutsideAnEnvelopeOfSince() {
    onAir();
    operator().stage("gala", MORE, LiveFixture.SHA, "ada");
    operator().bound(envelope(99, 50_000, 2_000, 10_000, UNTIL), APPROVER.signingKey(), "ada");
    int before = show.log.shakes().size();

    assertThatThrownBy(this::activate)
        .hasMessage("plan 2 is outside envelope 2 of show gala: 100 packets, at most 99");
    assertThat(show.log.shakes()).hasSize(before);
    assertThat(show.state().appendOf(2)).isEmpty();
  }

  @Test
  void shouldRefuseToActivateOnceTheEnvelopeIsOver() {
    long until = Campaigns.OPENS + 900_000;
    show.operator.bound(envelope(100, 50_000, 2_000, 10_000, until), APPROVER.signingKey(), "ada");
    load(APPROVED);
    show.time.sleep(until - show.time.millis());

    assertThatThrownBy(this::activate)
        .hasMessageStartingWith("plan 1 is outside envelope 1 of show gala: it is ")
        .hasMessageContaining(", the envelope was valid until ");
  }

  @Test
  void shouldRefuseACueBeyondTheEnvelope() {
    show.operator.bound(
        envelope(100, 50_000, 2_000, 10_000, Campaigns.OPENS + 900_000),
        APPROVER.signingKey(),
        "ada");
    load(APPROVED);
    activate();

    assertThatThrownBy(() -> operator().cue("gala", "second", Cue.by(1_000), false, "ada"))
        .hasMessageStartingWith(
            "plan 2 is outside envelope 1 of show gala: wave second closes at ");
    operator().cue("gala", "second", Cue.by(-1_000), false, "ada");
    assertThat(show.state().inForce().orElseThrow().number()).isEqualTo(2);
  }

  @Test
  void shouldCountWhatAnOpenWaveGainsOverItsRest() {
    onAir();
    // The first wave is open for 290 s: what it gains is released within 10 s, 200.00 yuan.
    show.time.sleep(Campaigns.OPENS + 290_000 - show.time.millis());

    assertThatThrownBy(() -> operator().stage("gala", MORE, LiveFixture.SHA, "ada"))
        .hasMessageStartingWith("plan 2 is outside envelope 1 of show gala: ")
        .hasMessageContaining("240.00 yuan within the minute from ")
        .hasMessageEndingWith(", at most 100.00");
  }

  @Test
  void shouldRefuseAnEnvelopeThatThePlanInForceIsOutsideOf() {
    onAir();

    assertThatThrownBy(
            () ->
                operator()
                    .bound(
                        envelope(59, 50_000, 2_000, 10_000, UNTIL), APPROVER.signingKey(), "ada"))
        .hasMessage(
            "plan 1 of show gala is in force, cannot be taken back, and is outside this envelope:"
                + " 60 packets, at most 59");
  }

  @Test
  void shouldTakeTheNewestEnvelopeAlone() {
    EnvelopeRecord first = operator().bound(WIDE, APPROVER.signingKey(), "ada");
    EnvelopeRecord second =
        operator().bound(envelope(60, 30_000, 2_000, 10_000, UNTIL), APPROVER.signingKey(), "bob");
    // An operator who holds the show's key brings the first one back.
    show.log.showTopic().append(first);

    assertThat(second.number()).isEqualTo(2);
    assertThat(show.state().envelope()).contains(second);
  }

  @Test
  void shouldNotTakeAShowThatHasOnlyAnEnvelopeForOneThatIsOn() {
    operator().bound(WIDE, APPROVER.signingKey(), "ada");

    assertThat(show.log.show().shows()).isEmpty();
    assertThat(ActiveShows.at(show.log.show(), show.time.millis())).isEmpty();
  }

  private void onAir() {
    operator().bound(WIDE, APPROVER.signingKey(), "ada");
    load(APPROVED);
    activate();
    show.time.sleep(2_000);
  }

  private void activate() {
    operator().activate("gala", SOON, false, "ada");
  }

  private ShowOperator operator() {
    return show.operator(APPROVED, 3);
  }

  private void load(ShowSettings settings) {
    loader(settings).load(CAMPAIGN, LiveFixture.SHA, AppendListener.NONE);
  }

  private CampaignLoader loader(ShowSettings settings) {
    return show.loader(settings, "ada");
  }

  private static CampaignWave first(Pool pool) {
    return Campaigns.wave("first", Campaigns.OPENS, new Curve.Uniform(), pool);
  }

  private static Envelope envelope(
      long packets, long fen, long largestFen, long fenPerMinute, long untilMillis) {
    return new Envelope(
        "gala", packets, fen, largestFen, fenPerMinute, List.of("cola", "tea"), untilMillis);
  }
}
