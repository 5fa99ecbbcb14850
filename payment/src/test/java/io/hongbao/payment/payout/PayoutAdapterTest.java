package io.hongbao.payment.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.payment.fixtures.Payouts;
import io.hongbao.payment.payout.InstructionHandler.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PayoutAdapterTest {

  private static final PayoutResult UNKNOWN = new PayoutResult.Unknown("timeout");

  private final ScriptedSystem system = new ScriptedSystem();
  private final Payouts.Log log = new Payouts.Log();
  private final List<PayoutAdapter> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(PayoutAdapter::close);
  }

  @Test
  void shouldLogWhatWasPaid() throws Exception {
    CompletableFuture<Verdict> verdict = adapter(3).handle(Payouts.instruction(1));
    system.answerNext(new PayoutResult.Paid(5));

    assertThat(get(verdict)).isEqualTo(Verdict.DONE);
    assertThat(log.results).isEqualTo(Map.of("gala.0.1.1/0/1", new PayoutResult.Paid(5)));
  }

  @Test
  void shouldLogARefusalOnlyWhenThePaymentSystemSaysSo() throws Exception {
    CompletableFuture<Verdict> verdict = adapter(3).handle(Payouts.instruction(1));
    system.answerNext(UNKNOWN);
    system.answerNext(UNKNOWN);
    system.answerNext(new PayoutResult.Refused("BLOCKED", 5));

    assertThat(get(verdict)).isEqualTo(Verdict.DONE);
    assertThat(log.results)
        .isEqualTo(Map.of("gala.0.1.1/0/1", new PayoutResult.Refused("BLOCKED", 5)));
  }

  @Test
  void shouldGiveBackWhatIsUnknownAfterTheLastTry() throws Exception {
    CompletableFuture<Verdict> verdict = adapter(3).handle(Payouts.instruction(1));
    for (int i = 0; i < 3; i++) {
      system.answerNext(UNKNOWN);
    }

    assertThat(get(verdict)).isEqualTo(Verdict.AGAIN);
    assertThat(log.results).isEmpty();
    assertThat(system.triesOf("gala.0.1.1/0/1")).isEqualTo(3);
  }

  @Test
  void shouldGiveUpWhatCanNeverBePaid() throws Exception {
    CompletableFuture<Verdict> verdict = adapter(3).handle(Payouts.instruction(1));
    system.answerNext(new PayoutResult.Unpayable("its key was used"));

    assertThat(get(verdict)).isEqualTo(Verdict.NEVER);
  }

  @Test
  void shouldGiveBackWhatCannotBeLogged() throws Exception {
    ResultLog broken =
        new ResultLog() {
          @Override
          public CompletableFuture<Void> paid(PayoutInstruction it, PayoutResult.Paid result) {
            return CompletableFuture.failedFuture(new IllegalStateException("Kafka is away"));
          }

          @Override
          public CompletableFuture<Void> refused(
              PayoutInstruction it, PayoutResult.Refused result) {
            return CompletableFuture.failedFuture(new IllegalStateException("Kafka is away"));
          }
        };
    CompletableFuture<Verdict> verdict = adapter(3, broken).handle(Payouts.instruction(1));
    system.answerNext(new PayoutResult.Paid(5));

    assertThat(get(verdict)).isEqualTo(Verdict.AGAIN);
  }

  @Test
  void shouldCallNoMoreAtATimeThanItMay() throws Exception {
    PayoutAdapter adapter = adapter(3);
    List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      verdicts.add(adapter.handle(Payouts.instruction(i)));
    }

    for (int i = 1; i <= 20; i++) {
      assertThat(system.calls.size()).isLessThanOrEqualTo(4);
      system.answerNext(new PayoutResult.Paid(i));
    }

    for (CompletableFuture<Verdict> verdict : verdicts) {
      assertThat(get(verdict)).isEqualTo(Verdict.DONE);
    }
    assertThat(adapter.counts().maxInFlight()).isEqualTo(4);
    assertThat(adapter.counts().inFlight()).isZero();
  }

  @Test
  void shouldLeaveASystemAloneThatFails() {
    PayoutAdapter adapter =
        new PayoutAdapter(
            new PayoutSettings(4, 1_000_000, 100, new Backoff(1, 1), 600_000), system, log);
    opened.add(adapter);
    for (int i = 1; i <= 10; i++) {
      var unused = adapter.handle(Payouts.instruction(i));
    }
    for (int i = 0; i < CircuitBreaker.WINDOW; i++) {
      system.answerNext(UNKNOWN);
    }
    for (int i = 0; i < 3; i++) {
      system.answerNext(UNKNOWN); // Of the tries that had begun.
    }

    await().until(() -> adapter.counts().inFlight() == 0);
    assertThat(adapter.counts().tries()).isEqualTo(CircuitBreaker.WINDOW + 3L);
  }

  @Test
  void shouldGiveBackWhatIsUndecidedWhenItEnds() throws Exception {
    PayoutAdapter adapter = adapter(3);
    CompletableFuture<Verdict> verdict = adapter.handle(Payouts.instruction(1));

    adapter.close();

    assertThat(get(verdict)).isEqualTo(Verdict.AGAIN);
    assertThat(get(adapter.handle(Payouts.instruction(2)))).isEqualTo(Verdict.AGAIN);
  }

  private PayoutAdapter adapter(int maxTries) {
    return adapter(maxTries, log);
  }

  private PayoutAdapter adapter(int maxTries, ResultLog resultLog) {
    PayoutAdapter adapter =
        new PayoutAdapter(
            new PayoutSettings(4, 1_000_000, maxTries, new Backoff(1, 2), 1), system, resultLog);
    opened.add(adapter);
    return adapter;
  }

  private static Verdict get(CompletableFuture<Verdict> verdict) throws Exception {
    return verdict.get(Patience.SECONDS, TimeUnit.SECONDS);
  }

  /** Answers when the test says so, in the order of the calls. */
  private static final class ScriptedSystem implements PaymentSystem {
    private final Queue<CompletableFuture<PayoutResult>> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();

    @Override
    public CompletableFuture<PayoutResult> pay(PayoutInstruction instruction) {
      tries.merge(instruction.key(), 1, Integer::sum);
      CompletableFuture<PayoutResult> answer = new CompletableFuture<>();
      calls.add(answer);
      return answer;
    }

    void answerNext(PayoutResult result) {
      await().until(() -> !calls.isEmpty());
      calls.remove().complete(result);
    }

    int triesOf(String key) {
      return tries.getOrDefault(key, 0);
    }
  }
}
