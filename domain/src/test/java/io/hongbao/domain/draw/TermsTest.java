package io.hongbao.domain.draw;

import static io.hongbao.domain.fixtures.TermsFixture.OPENS_AT_MILLIS;
import static io.hongbao.domain.fixtures.TermsFixture.SCHEDULE;
import static io.hongbao.domain.fixtures.TermsFixture.terms;
import static io.hongbao.domain.fixtures.TermsFixture.wave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.fixtures.TermsFixture;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermsTest {

  private static final Wave FIRST = wave(SCHEDULE, "1", "0");

  @Test
  void shouldJudgeByTheLimitsThatCountAtTheStartOfTheTurn() {
    Terms terms = terms().limits(3, 1).limitsFrom(1_000, 5, 2).limitsFrom(2_000, 1, 1).build();
    assertThat(terms.limitsAt(0)).isEqualTo(new Limits(3, 1));
    assertThat(terms.limitsAt(999)).isEqualTo(new Limits(3, 1));
    assertThat(terms.limitsAt(1_000)).isEqualTo(new Limits(5, 2));
    assertThat(terms.limitsAt(1_999)).isEqualTo(new Limits(5, 2));
    assertThat(terms.limitsAt(2_000)).isEqualTo(new Limits(1, 1));
    assertThat(terms.limitsAt(Long.MAX_VALUE)).isEqualTo(new Limits(1, 1));
  }

  @Test
  void shouldLetTheFirstLimitsCountFromTheBeginning() {
    Terms terms = terms().limits(List.of(new LimitChange(5_000, new Limits(2, 2)))).build();
    assertThat(terms.limitsAt(0)).isEqualTo(new Limits(2, 2));
  }

  @Test
  void shouldFindAWaveByItsId() {
    assertThat(terms().build().wave("first")).contains(FIRST);
    assertThat(terms().build().wave("second")).isEmpty();
  }

  @Test
  void shouldRefuseLimitsThatAreMissingOrOutOfOrder() {
    assertThatThrownBy(() -> terms().limits(List.of())).hasMessageContaining("at least one");
    LimitChange at1000 = new LimitChange(1_000, new Limits(2, 2));
    assertThatThrownBy(() -> terms().limits(List.of(at1000, at1000)))
        .hasMessageContaining("in the order of their instants");
  }

  @Test
  void shouldRefuseAPracticeShowInWhichATurnPasses() {
    ShowKind practice = ShowKind.practiceFor("warm");
    TermsFixture live = terms().engine(UserHash.NAME, DrawEngine.VERSION);
    assertThatThrownBy(() -> live.kind(practice))
        .hasMessage("wave first of a practice show has odds of 1: expected 0");

    Terms terms = live.waves(wave(SCHEDULE, "0", "1")).kind(practice).build();

    assertThat(terms.kind()).isEqualTo(practice);
  }

  /** Nobody checks what such terms change, since they count at once. */
  @Test
  void shouldRefuseAnotherKindOfTermsThatCountAtOnce() {
    assertThatThrownBy(() -> terms().kind(ShowKind.shadowFor("")))
        .hasMessage(
            "engine version 1 of a shadow show: expected one whose terms wait for an activation");
  }

  @Test
  void shouldRefuseWavesThatOverlapOrShareAName() {
    WaveSchedule overlapping =
        new WaveSchedule("second", OPENS_AT_MILLIS + 299_999, OPENS_AT_MILLIS + 400_000, 5_000);
    assertThatThrownBy(() -> terms().waves(FIRST, wave(overlapping, "1", "0")))
        .hasMessage("wave second: opens before first closes");
    WaveSchedule sameName =
        new WaveSchedule("first", OPENS_AT_MILLIS + 300_000, OPENS_AT_MILLIS + 400_000, 5_000);
    assertThatThrownBy(() -> terms().waves(FIRST, wave(sameName, "1", "0")))
        .hasMessage("wave first: named twice");
  }

  @Test
  void shouldTakeAWaveThatOpensWhenTheOneBeforeCloses() {
    WaveSchedule next =
        new WaveSchedule("second", OPENS_AT_MILLIS + 300_000, OPENS_AT_MILLIS + 400_000, 5_000);
    assertThat(terms().waves(FIRST, wave(next, "1", "0")).build().waves()).hasSize(2);
  }

  @Test
  void shouldRefuseNumbersThatCannotBe() {
    assertThatThrownBy(() -> terms().plan(0)).hasMessageContaining("plan number 0");
    assertThatThrownBy(() -> terms().buckets(0, 1)).hasMessageContaining("buckets 0");
    assertThatThrownBy(() -> terms().buckets(65_537, 1)).hasMessageContaining("buckets 65537");
    assertThatThrownBy(() -> terms().buckets(1, 0)).hasMessageContaining("partitions 0");
  }

  @Test
  void shouldRefuseAnEnterpriseNamedTwice() {
    assertThatThrownBy(() -> terms().enterprises(List.of("cola", "tea", "cola")))
        .hasMessage("enterprise cola: named twice");
    assertThatThrownBy(() -> terms().enterprises(List.of("Cola")))
        .hasMessageContaining("enterprise 'Cola'");
  }
}
