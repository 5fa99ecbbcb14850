package io.hongbao.payment.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.payment.fixtures.TestPostgres;
import io.hongbao.payment.fixtures.WalletClient;
import io.hongbao.payment.fixtures.WalletClient.Answer;
import io.hongbao.payment.http.BearerToken;
import io.hongbao.payment.wallet.http.WalletServer;
import io.hongbao.payment.wallet.store.WalletDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalletTest {

  private Wallet wallet;
  private WalletClient client;
  private WalletClient admin;

  @BeforeEach
  void start() {
    wallet = Wallet.start(WalletSettings.local(TestPostgres.newDatabase(), 0, 0));
    client = new WalletClient(wallet.port());
    admin = new WalletClient(wallet.adminPort());
  }

  @AfterEach
  void stop() {
    wallet.close();
  }

  @Test
  void shouldPayAndTellTheSameWhenAskedAgain() throws IOException {
    // When
    Answer paid = client.pay("k1", "alice", 188);
    Answer again = client.pay("k1", "alice", 188);
    Answer asked = client.get("/transfers/k1");

    // Then
    assertThat(paid.status()).isEqualTo(200);
    assertThat(paid.text("state")).isEqualTo("PAID");
    assertThat(again).isEqualTo(paid);
    assertThat(asked).isEqualTo(paid);
  }

  @Test
  void shouldRefuseAKeyOfAnotherTransfer() throws IOException {
    // Given
    client.pay("k1", "alice", 188);

    // When
    Answer other = client.pay("k1", "alice", 189);

    // Then
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.contentType()).isEqualTo("application/problem+json");
    assertThat(other.text("key")).isEqualTo("k1");
    assertThat(other.text("state")).isEqualTo("CONFLICT");
  }

  @Test
  void shouldProveARefusal() throws IOException {
    // Given
    admin.put("/accounts/alice", "{\"blocked\":true}");

    // When
    Answer refused = client.pay("k1", "alice", 188);
    admin.put("/accounts/alice", "{\"blocked\":false}");

    // Then
    assertThat(refused.status()).isEqualTo(402);
    assertThat(refused.text("state")).isEqualTo("REFUSED");
    assertThat(refused.text("reason")).isEqualTo("ACCOUNT_BLOCKED");
    assertThat(client.pay("k1", "alice", 188)).isEqualTo(refused);
    assertThat(client.get("/transfers/k1")).isEqualTo(refused);
  }

  @Test
  void shouldTellBalanceAndEntries() throws IOException {
    // Given
    client.pay("k1", "a/b c", 188);

    // When
    Answer statement = client.get("/accounts/a%2Fb%20c/statement");

    // Then
    assertThat(statement.status()).isEqualTo(200);
    assertThat(statement.number("balanceFen")).isEqualTo(188);
    assertThat(statement.body().path("entries").get(0).path("key").asText()).isEqualTo("k1");
    assertThat(client.get("/accounts/nobody/statement").status()).isEqualTo(404);
  }

  @Test
  void shouldListWhatWasDecidedPageByPage() throws IOException {
    // Given
    client.pay("k1", "alice", 188);
    client.pay("k3", "bob", 5);
    admin.put("/refusals/k2", "{\"reason\":\"FRAUD\"}");

    // When
    Answer first = client.get("/transfers?limit=2");
    Answer second = client.get("/transfers?limit=2&after=" + first.text("next"));

    // Then
    assertThat(first.body().path("transfers").findValuesAsText("key")).containsExactly("k1", "k2");
    assertThat(first.body().path("transfers").findValuesAsText("state"))
        .containsExactly("PAID", "REFUSED");
    assertThat(second.body().path("transfers").findValuesAsText("payee")).containsExactly("bob");
    assertThat(second.text("next")).isEmpty();
    assertThat(client.get("/transfers?limit=1001").status()).isEqualTo(400);
  }

  @Test
  void shouldPayOnceForAThousandAtOnceFromFiftyConnections() throws Exception {
    // Given
    ExecutorService threads = Executors.newFixedThreadPool(50);

    // When
    List<Future<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      calls.add(threads.submit(() -> client.pay("k1", "alice", 188)));
    }
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> call : calls) {
      answers.add(call.get(Patience.SECONDS, TimeUnit.SECONDS));
    }
    threads.shutdown();

    // Then
    assertThat(answers.stream().distinct()).hasSize(1);
    assertThat(wallet.store().totals().paid()).isEqualTo(1);
    assertThat(wallet.store().totals().paidFen()).isEqualTo(188);
  }

  @Test
  void shouldNameWhatIsWrongWithARequest() throws IOException {
    String fine = "{\"payer\":\"house\",\"payee\":\"a\",\"amountFen\":1}";

    assertThat(client.send("POST", "/transfers", fine).status()).as("no key").isEqualTo(400);
    assertThat(client.pay("k1", "alice", 0))
        .matches(it -> it.status() == 400 && it.text("state").equals("INVALID"))
        .matches(it -> it.text("detail").equals("amountFen is 0, expected 1 to 10000000000"));
    assertThat(client.pay("k1", "house", 1).text("detail"))
        .isEqualTo("payee is house, the payer itself: expected another account");
    assertThat(post("[]").status()).isEqualTo(400);
    assertThat(post("{\"payer\":\"h\",\"payee\":\"a\",\"amountFen\":1.5}").status()).isEqualTo(400);
    assertThat(post("{\"payer\":\"h\",\"payee\":\"a\",\"amountFen\":1,\"x\":1}").status())
        .isEqualTo(400);
    assertThat(post("{\"payer\":\"h\",\"payee\":\"\\u0000\",\"amountFen\":1}").status())
        .isEqualTo(400);
    assertThat(post(" ".repeat(5_000)).status()).isEqualTo(413);
    assertThat(
            client
                .send("POST", "/transfers", fine, "Idempotency-Key", "k1", "Content-Type", "a/b")
                .status())
        .isEqualTo(415);
    assertThat(client.put("/transfers", fine).status()).isEqualTo(405);
    assertThat(client.get("/nothing").status()).isEqualTo(404);
    assertThat(client.get("/transfers/unknown").status()).isEqualTo(404);
    assertThat(client.get("/accounts/alice/statement?limit=0").status()).isEqualTo(400);
    assertThat(client.get("/accounts/%00/statement").status()).isEqualTo(400);
  }

  @Test
  void shouldFailOnlyByTheAdminPort() throws IOException {
    String faults =
        "{\"errorPercent\":100,\"silentPercent\":0,\"garbagePercent\":0,\"slowPercent\":0,"
            + "\"silentMillis\":1,\"slowMillis\":1,\"seed\":7}";

    assertThat(client.put("/faults", faults).status()).isEqualTo(404);
    assertThat(client.pay("k1", "alice", 188).status()).isEqualTo(200);

    assertThat(admin.put("/faults", faults).status()).isEqualTo(200);
    assertThat(client.pay("k2", "alice", 188).status()).isEqualTo(500);
    assertThat(client.get("/accounts/alice/statement").status()).isEqualTo(200);
    assertThat(admin.put("/faults", faults.replace("\"slowPercent\":0", "\"slowPercent\":1")))
        .matches(it -> it.status() == 400)
        .matches(it -> it.text("detail").contains("101 %, expected 0 to 100"));
  }

  @Test
  void shouldTakeNoFaultsUnlessItIsARehearsal() throws IOException {
    try (Wallet real = Wallet.start(settings(64, Optional.empty(), false))) {
      assertThat(new WalletClient(real.adminPort()).get("/faults").status()).isEqualTo(404);
    }
  }

  @Test
  void shouldTurnAwayWhatIsBeyondItsBound() throws Exception {
    // Given
    WalletSettings settings = settings(1, Optional.empty(), true);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Wallet narrow = Wallet.start(settings);
        Connection holder = DriverManager.getConnection(settings.database().url())) {
      WalletClient caller = new WalletClient(narrow.port());
      WalletClient operator = new WalletClient(narrow.adminPort());
      holder.setAutoCommit(false);
      try (Statement insert = holder.createStatement()) {
        insert.execute("INSERT INTO transfers (key, state, reason) VALUES ('k1', 'REFUSED', 'x')");
      }
      Future<Answer> held = threads.submit(() -> caller.pay("k1", "alice", 188));
      await().until(() -> operator.metric("hongbao_wallet_in_flight") == 1);

      // When
      Answer turnedAway = caller.pay("k2", "bob", 188);
      holder.rollback();

      // Then
      assertThat(turnedAway.status()).isEqualTo(503);
      assertThat(narrow.store().find("k2")).isEmpty();
      assertThat(held.get(Patience.SECONDS, TimeUnit.SECONDS).status()).isEqualTo(200);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void shouldAskForItsToken() throws IOException {
    BearerToken token = new BearerToken("0123456789abcdef");
    try (Wallet guarded = Wallet.start(settings(64, Optional.of(token), false))) {
      WalletClient caller = new WalletClient(guarded.port());
      WalletClient operator = new WalletClient(guarded.adminPort());

      assertThat(caller.pay("k1", "alice", 188).status()).isEqualTo(401);
      assertThat(caller.get("/transfers/k1", "Authorization", "Bearer 0123456789abcdef").status())
          .isEqualTo(404);
      assertThat(operator.get("/totals").status()).isEqualTo(401);
      assertThat(operator.get("/readyz").status()).isEqualTo(200);
    }
  }

  @Test
  void shouldTellItsHealthAndFigures() throws IOException {
    client.pay("k1", "alice", 188);
    client.pay("k1", "alice", 188);

    assertThat(admin.get("/livez").status()).isEqualTo(200);
    assertThat(admin.get("/readyz").status()).isEqualTo(200);
    assertThat(admin.metric("hongbao_wallet_paid_total")).isEqualTo(1);
    assertThat(admin.metric("hongbao_wallet_repeated_total")).isEqualTo(1);
    assertThat(admin.get("/totals").number("paidFen")).isEqualTo(188);
    assertThat(admin.get("/totals").number("entriesSumFen")).isZero();
  }

  private Answer post(String body) throws IOException {
    return client.send("POST", "/transfers", body, "Idempotency-Key", "k1");
  }

  private static WalletSettings settings(
      int maxInFlight, Optional<BearerToken> token, boolean takesFaults) {
    return new WalletSettings(
        WalletDatabase.Settings.of(TestPostgres.newDatabase()),
        new WalletServer.Settings(
            WalletSettings.LOOPBACK, 0, 0, maxInFlight, token, token, takesFaults));
  }
}
