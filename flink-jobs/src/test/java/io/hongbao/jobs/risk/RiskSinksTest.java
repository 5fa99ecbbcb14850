package io.hongbao.jobs.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.fixtures.RuleSetFixtures;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import org.junit.jupiter.api.Test;

class RiskSinksTest {

  @Test
  void shouldLetTheTopicForgetWhoIsNotSpokenOfAndNotWhoIsAllowed() {
    VerdictRecord takenBack =
        new VerdictRecord(EntityKind.USER, "trent", RiskLevel.NONE, RuleSetFixtures.T0, "", 0);
    VerdictRecord allowed = VerdictRecord.allowing(EntityKind.USER, "desk", RuleSetFixtures.T0, 2);

    assertThat(RiskSinks.recordOf(takenBack).value()).isNull();
    assertThat(VerdictRecord.decode(RiskSinks.recordOf(allowed).value())).isEqualTo(allowed);
  }
}
