package io.hongbao.payment.payout;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.payment.fixtures.WalletClient;
import org.junit.jupiter.api.Test;

class PayoutTest {

  @Test
  void shouldShowItsFiguresWhileKafkaIsAway() throws Exception {
    String away = "127.0.0.1:" + FreePorts.next();
    try (Payout payout = Payout.start(PayoutEnvironment.local(away, "http://" + away, 0))) {
      WalletClient admin = new WalletClient(payout.adminPort());

      assertThat(admin.metric("hongbao_payout_tries_total")).isZero();
      assertThat(admin.metric("hongbao_payout_in_flight")).isZero();
      assertThat(admin.get("/livez").status()).isEqualTo(200);
      assertThat(admin.get("/readyz").status()).isEqualTo(503);
      assertThat(admin.get("/nothing").status()).isEqualTo(404);
      assertThat(admin.put("/livez", "{}").status()).isEqualTo(405);
    }
  }
}
