package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.payment.wallet.store.Transfer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of finance, on real servers. */
class ReconcileCommandTest {

  private static final String FIRST = "gala.0.1.0";
  private static final String SECOND = "gala.0.1.1";

  @TempDir private Path folder;
  private MoneyOnKafka money;

  @BeforeEach
  void start() throws Exception {
    money = MoneyOnKafka.start(folder);
    money.append(new Funded("gala.0.1", "cola", 2, 388));
    money.win(FIRST, "alice", 188);
    money.win(SECOND, "bob", 200);
  }

  @AfterEach
  void stop() {
    money.close();
  }

  @Test
  void shouldAgreeOnceAClaimIsPaid() {
    // Given
    money.claim(FIRST, "alice", RiskLevel.NONE);
    money.decide();
    awaitPaid(FIRST + "/0/1");

    // When
    await()
        .until(
            () -> {
              money.decide();
              return money.run("reconcile", "--json", "--wait", "0") == 0
                  && money.out().contains("\"paidFen\":188");
            });

    // Then
    assertThat(money.out())
        .isEqualToIgnoringNewLines(
            "{\"ok\":true,\"issuedFen\":388,\"claimedFen\":0,\"heldFen\":0,\"paidFen\":188,"
                + "\"expiredFen\":0,\"returnedFen\":0,\"leftFen\":0,\"differenceFen\":0,"
                + "\"differences\":[]}");
    assertThat(money.run("reconcile", "--wait", "0")).isZero();
    assertThat(money.out())
        .containsPattern("cola +3.88 +2.00 +0.00 +0.00 +1.88 +0.00 +0.00 +0.00 +0.00\n")
        .containsPattern("total +3.88 ")
        .contains("log, ledger, payouts and wallet agree to the fen");
  }

  @Test
  void shouldSendAnInstructionAgainThatGotLost() {
    // Given
    money.claim(FIRST, "alice", RiskLevel.NONE);
    money.decide(instruction -> false);

    // When
    assertThat(money.run("reconcile", "--wait", "0")).isEqualTo(1);

    // Then
    assertThat(money.out())
        .contains("1 difference, 1.88 yuan in doubt:")
        .contains("payout-missing: payouts lacks the instruction gala.0.1.0/0/1")
        .contains("look: ./hongbao packets show gala.0.1.0");
    money.run("reconcile", "--reissue", "--wait", "0");
    assertThat(money.err()).contains("1 instructions are appended again");
    awaitPaid(FIRST + "/0/1");
    await()
        .until(
            () -> {
              money.decide();
              return money.run("reconcile", "--wait", "0") == 0;
            });
  }

  @Test
  void shouldFindAPaymentThatNobodyDecided() throws Exception {
    money.decide();
    money.wallet().store().transfer(new Transfer(SECOND + "/0/1", "cola", "mallory", 200));

    assertThat(money.run("reconcile", "--wait", "0")).isEqualTo(1);
    assertThat(money.out())
        .contains(
            "payment-unexpected: the log decides no instruction gala.0.1.1/0/1, and the wallet has"
                + " paid by it 200 fen from cola to mallory");
  }

  @Test
  void shouldNotJudgeWhileTheWalletIsAway() {
    assertThat(money.run("reconcile", "--wallet", "http://127.0.0.1:" + FreePorts.next()))
        .isEqualTo(3);
    assertThat(money.err()).contains("the wallet at http://127.0.0.1:");
  }

  @Test
  void shouldPayWhatIsReleased() {
    // Given
    money.claim(FIRST, "alice", RiskLevel.HOLD);
    money.decide();

    // When
    assertThat(money.run("packets", "release", FIRST, "--author", "ann", "--step", "1"))
        .isEqualTo(1);
    assertThat(money.err())
        .contains("share 0 of packet gala.0.1.0, 1.88 yuan of alice, is HELD at step 0")
        .contains("expected HELD at step 1");
    assertThat(money.run("packets", "release", FIRST, "--author", "ann", "--why", "she called us"))
        .isZero();

    // Then
    assertThat(money.out())
        .contains("gala.0.1.0 is released, by ann")
        .contains("is INSTRUCTED at step 1")
        .contains("its payout is gala.0.1.0/0/1");
    money.decide();
    awaitPaid(FIRST + "/0/1");
    assertThat(money.run("packets", "show", FIRST)).isZero();
    assertThat(money.out())
        .contains("Approve")
        .contains("she called us")
        .containsPattern("0 +\\w+ +alice +1 +1.88");
    assertThat(money.run("packets", "refuse", FIRST)).isEqualTo(1);
    assertThat(money.err()).contains("expected HELD");
  }

  @Test
  void shouldGiveBackWhatIsRefused() {
    // Given
    money.claim(FIRST, "alice", RiskLevel.HOLD);

    // When
    assertThat(money.run("packets", "refuse", FIRST, "--author", "ann")).isZero();

    // Then
    assertThat(money.out()).contains("gala.0.1.0 goes back, by ann").contains("is RETURNED");
    money.decide();
    assertThat(money.run("reconcile", "--json", "--wait", "0")).isZero();
    assertThat(money.out()).contains("\"heldFen\":0").contains("\"returnedFen\":188");
  }

  @Test
  void shouldShowAUsersEvening() {
    // Given
    DataDirectory data = new DataDirectory(folder.resolve("data"));
    LocalKeys.makeMissing(data);
    money.claim(FIRST, "alice", RiskLevel.NONE);
    money.decide();
    awaitPaid(FIRST + "/0/1");
    await()
        .until(
            () -> {
              money.decide();
              return money.run("reconcile", "--json", "--wait", "0") == 0
                  && money.out().contains("\"paidFen\":188");
            });

    // Then
    assertThat(trace(data, "alice", money.walletUrl())).isZero();
    assertThat(money.out())
        .startsWith("user alice\n")
        .containsPattern("packets/[01]/[0-9]+ +won +gala.0.1.0 +1.88 yuan of cola by alice, to be")
        .containsPattern("claim +gala.0.1.0 +by alice at edge-1, risk level NONE: share 0 INSTR")
        .containsPattern("ledger/[01]/[0-9]+ +entry +gala.0.1.0/0/1/pay +1.88 yuan of cola from P")
        .containsPattern("payouts/[01]/[0-9]+ +payout +gala.0.1.0/0/1 +1.88 yuan from cola to a")
        .containsPattern("gala.0.1.0 +0 +PAID +alice +1 +1.88\n")
        .containsPattern("gala.0.1.0/0/1 +PAID +1.88\n")
        .contains("own shares: 1.88 yuan: unclaimed 0.00, claimed 0.00, held 0.00, paid 1.88, ")
        .contains("wallet: balance 1.88 yuan\n")
        .endsWith("log, ledger, payouts and wallet agree about these packets to the fen\n")
        .doesNotContain("bob");
    assertThat(trace(data, "bob", money.walletUrl())).isZero();
    assertThat(money.out()).contains("unclaimed 2.00").contains("wallet: no account of this user");
    assertThat(trace(data, "carol", money.walletUrl())).isEqualTo(1);
    assertThat(money.err()).contains("no record of user carol: no shake, packet, share or verdict");
    assertThat(trace(data, "alice", "http://127.0.0.1:" + FreePorts.next())).isZero();
    assertThat(money.err()).contains("without the wallet: the wallet at http://127.0.0.1:");
    assertThat(money.out())
        .contains("not asked")
        .endsWith("log, ledger and payouts agree about these packets to the fen\n");
  }

  private int trace(DataDirectory data, String user, String wallet) {
    return money.run("trace", "--user", user, "--wallet", wallet, "--data", data.root().toString());
  }

  @Test
  void shouldRefuseWhatIsNoPacket() {
    assertThat(money.run("packets", "release", "gala")).isEqualTo(2);
    assertThat(money.run("packets", "release", "gala.0.1.99")).isEqualTo(1);
    assertThat(money.err()).contains("no packet gala.0.1.99 was won");
    assertThat(money.run("packets", "show", "gala.0.1.99")).isEqualTo(1);
  }

  private void awaitPaid(String key) {
    await().until(() -> money.wallet().store().find(key).isPresent());
  }
}
