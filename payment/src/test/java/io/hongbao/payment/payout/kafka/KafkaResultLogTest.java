package io.hongbao.payment.payout.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.payment.fixtures.Payouts;
import io.hongbao.payment.payout.PayoutResult;
import org.junit.jupiter.api.Test;

class KafkaResultLogTest {

  @Test
  void shouldSayWhichStepWasPaidAndWhen() {
    assertThat(KafkaResultLog.paidRecord(Payouts.instruction(188), new PayoutResult.Paid(1_500)))
        .isEqualTo(new Paid("gala.0.1.188", 0, 1, "1970-01-01T00:00:01.500Z"));
  }

  @Test
  void shouldSayWhichStepWasRefusedAndWhy() {
    assertThat(
            KafkaResultLog.payFailedRecord(
                "payout-2",
                Payouts.instruction(188),
                new PayoutResult.Refused("ACCOUNT_BLOCKED", 5)))
        .isEqualTo(new PayFailed("gala.0.1.188", 0, 1, new Note("payout-2", "ACCOUNT_BLOCKED")));
  }

  @Test
  void shouldCutALongReason() {
    PayFailed failed =
        KafkaResultLog.payFailedRecord(
            "payout-1", Payouts.instruction(1), new PayoutResult.Refused("x".repeat(5_000), 5));

    assertThat(failed.note().why()).hasSize(200);
  }
}
