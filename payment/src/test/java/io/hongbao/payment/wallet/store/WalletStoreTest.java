package io.hongbao.payment.wallet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.payment.fixtures.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalletStoreTest {

  private WalletDatabase database;
  private WalletStore store;

  @BeforeEach
  void open() {
    database = WalletDatabase.open(WalletDatabase.Settings.of(TestPostgres.newDatabase()));
    store = database.store();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldBookATransferTwiceSoThatItSumsToZero() throws SQLException {
    // When
    Decision decision = store.transfer(new Transfer("k1", "house", "alice", 188));

    // Then
    assertThat(decision.isRepeat()).isFalse();
    assertThat(decision.transfer().isPaid()).isTrue();
    assertThat(balance("alice")).isEqualTo(188);
    assertThat(balance("house")).isEqualTo(-188);
    assertThat(store.totals()).isEqualTo(new WalletStore.Totals(1, 0, 188, 0, 0));
  }

  @Test
  void shouldGiveTheStoredDecisionForTheSameKey() throws SQLException {
    // Given
    DecidedTransfer first = store.transfer(new Transfer("k1", "house", "alice", 188)).transfer();

    // When
    Decision again = store.transfer(new Transfer("k1", "house", "alice", 188));

    // Then
    assertThat(again).isEqualTo(new Decision(first, true));
    assertThat(balance("alice")).isEqualTo(188);
  }

  @Test
  void shouldNotPayAnotherTransferByTheSameKey() throws SQLException {
    // Given
    store.transfer(new Transfer("k1", "house", "alice", 188));
    Transfer other = new Transfer("k1", "house", "bob", 188);

    // When
    Decision decision = store.transfer(other);

    // Then
    assertThat(decision.transfer().isOf(other)).isFalse();
    assertThat(store.statement("bob", Long.MAX_VALUE, 10)).isEmpty();
    assertThat(store.totals().paid()).isEqualTo(1);
  }

  @Test
  void shouldPayOnceForAThousandAtOnceFromFiftyThreads() throws Exception {
    // Given
    Transfer asked = new Transfer("k1", "house", "alice", 188);
    ExecutorService threads = Executors.newFixedThreadPool(50);

    // When
    List<Future<Decision>> calls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      calls.add(threads.submit(() -> store.transfer(asked)));
    }
    List<Decision> decisions = new ArrayList<>();
    for (Future<Decision> call : calls) {
      decisions.add(call.get(Patience.SECONDS, TimeUnit.SECONDS));
    }
    threads.shutdown();

    // Then
    assertThat(decisions.stream().map(Decision::transfer).distinct()).hasSize(1);
    assertThat(decisions).filteredOn(it -> !it.isRepeat()).hasSize(1);
    assertThat(store.totals()).isEqualTo(new WalletStore.Totals(1, 0, 188, 0, 0));
  }

  @Test
  void shouldDecideEachOfManyKeysOnceWhoeverAsksForThemAtOnce() throws Exception {
    // Given
    store.setBlocked("user-7", true);
    ExecutorService threads = Executors.newFixedThreadPool(50);

    // When: of each key some ask for one payee and some for another.
    List<Transfer> asked = new ArrayList<>();
    List<Future<Decision>> calls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      int key = i % 100;
      Transfer transfer =
          new Transfer("k" + key, "house", i % 300 < 100 ? "user-" + key : "mallory", 188);
      asked.add(transfer);
      calls.add(threads.submit(() -> store.transfer(transfer)));
    }
    List<Decision> decisions = new ArrayList<>();
    for (Future<Decision> call : calls) {
      decisions.add(call.get(Patience.SECONDS, TimeUnit.SECONDS));
    }
    threads.shutdown();

    // Then
    assertThat(decisions.stream().map(Decision::transfer).distinct()).hasSize(100);
    assertThat(decisions).filteredOn(it -> !it.isRepeat()).hasSize(100);
    for (int i = 0; i < asked.size(); i++) {
      assertThat(decisions.get(i).transfer().key()).isEqualTo(asked.get(i).key());
    }
    long refused =
        decisions.stream().map(Decision::transfer).distinct().filter(it -> !it.isPaid()).count();
    long paid = 100 - refused;
    assertThat(refused).isLessThanOrEqualTo(1);
    assertThat(store.totals()).isEqualTo(new WalletStore.Totals(paid, refused, paid * 188, 0, 0));
  }

  @Test
  void shouldTakeNoTransferOnceItIsClosed() {
    database.close();

    assertThatThrownBy(() -> store.transfer(new Transfer("k1", "house", "alice", 188)))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void shouldRefuseABlockedPayeeForEver() throws SQLException {
    // Given
    store.setBlocked("alice", true);
    Transfer asked = new Transfer("k1", "house", "alice", 188);
    DecidedTransfer refused = store.transfer(asked).transfer();
    store.setBlocked("alice", false);

    // When
    DecidedTransfer again = store.transfer(asked).transfer();
    DecidedTransfer underAnotherKey =
        store.transfer(new Transfer("k2", "house", "alice", 188)).transfer();

    // Then
    assertThat(refused.refusal()).isEqualTo(WalletStore.BLOCKED);
    assertThat(again).isEqualTo(refused);
    assertThat(underAnotherKey.isPaid()).isTrue();
    assertThat(store.totals()).isEqualTo(new WalletStore.Totals(1, 1, 188, 0, 0));
  }

  @Test
  void shouldNeverPayAKeyThatAnOperatorRefused() throws SQLException {
    // Given
    store.refuse("k1", "asked by finance");
    Transfer asked = new Transfer("k1", "house", "alice", 188);

    // When
    DecidedTransfer decided = store.transfer(asked).transfer();

    // Then
    assertThat(decided.isOf(asked)).isTrue();
    assertThat(decided.refusal()).isEqualTo("asked by finance");
    assertThat(store.totals().paid()).isZero();
  }

  @Test
  void shouldNotRefuseWhatIsPaid() throws SQLException {
    // Given
    store.transfer(new Transfer("k1", "house", "alice", 188));

    // When
    DecidedTransfer decided = store.refuse("k1", "too late");

    // Then
    assertThat(decided.isPaid()).isTrue();
  }

  @Test
  void shouldPageThroughAStatementNewestFirst() throws SQLException {
    // Given
    for (int i = 1; i <= 5; i++) {
      store.transfer(new Transfer("k" + i, "house", "alice", i));
    }

    // When
    Statement first = store.statement("alice", Long.MAX_VALUE, 3).orElseThrow();
    Statement second = store.statement("alice", first.next(), 3).orElseThrow();

    // Then
    assertThat(first.balanceFen()).isEqualTo(15);
    assertThat(first.entries()).extracting(Statement.Entry::amountFen).containsExactly(5L, 4L, 3L);
    assertThat(second.entries()).extracting(Statement.Entry::key).containsExactly("k2", "k1");
    assertThat(second.next()).isZero();
  }

  @Test
  void shouldKeepWhatItKnowsOverARestart() throws SQLException {
    // Given
    String url = TestPostgres.newDatabase();
    try (WalletDatabase before = WalletDatabase.open(WalletDatabase.Settings.of(url))) {
      before.store().transfer(new Transfer("k1", "house", "红包", 188));
    }

    // When
    try (WalletDatabase after = WalletDatabase.open(WalletDatabase.Settings.of(url))) {

      // Then
      assertThat(after.store().find("k1").orElseThrow().payee()).isEqualTo("红包");
    }
  }

  private long balance(String account) throws SQLException {
    return store.statement(account, Long.MAX_VALUE, 1).orElseThrow().balanceFen();
  }
}
