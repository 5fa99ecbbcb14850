package io.hongbao.edge.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.cache.PacketStanding;
import io.hongbao.cache.PacketStandingReader;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.log.PacketLog;
import io.hongbao.edge.log.ShakeLog.Receipt;
import io.hongbao.edge.metrics.EdgeMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ClaimServiceTest {

  private static final int CLAIMS = 3 * ClaimService.PACKETS_AT_ONCE;

  @Test
  void shouldAskForEachClaimBeforeItAsksForAnyOfThemAgain() {
    Questions questions = new Questions();
    try (ClaimService service =
        new ClaimService(new TakesAll(), questions, new EdgeMetrics().claims(), "edge-1")) {
      for (int i = 0; i < CLAIMS; i++) {
        var unused = service.claim(claim("gala.0.1." + i), 600_000);
      }

      // The first question is answered once all claims are there.
      await().until(() -> questions.count() > 0);
      questions.answerFirst();
      await().until(() -> questions.count() >= 5);

      assertThat(questions.asked().subList(questions.first(), CLAIMS)).doesNotHaveDuplicates();
    }
  }

  private static Claim claim(String packetId) {
    return new Claim(packetId, "alice", RiskLevel.NONE, new Origin("edge-1", "", "", 0));
  }

  /** Where no packet stands anywhere. The first question is answered when it is told to. */
  private static final class Questions implements PacketStandingReader {

    private final CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
    private final List<String> asked = new ArrayList<>();
    private int first;
    private int count;

    @Override
    public synchronized CompletionStage<Optional<List<Optional<PacketStanding>>>> standings(
        List<String> packetIds) {
      count++;
      asked.addAll(packetIds);
      if (count == 1) {
        first = packetIds.size();
      }
      Optional<List<Optional<PacketStanding>>> none =
          Optional.of(packetIds.stream().map(id -> Optional.<PacketStanding>empty()).toList());
      return count == 1
          ? mayAnswer.thenApply(unused -> none)
          : CompletableFuture.completedStage(none);
    }

    void answerFirst() {
      mayAnswer.complete(null);
    }

    synchronized int first() {
      return first;
    }

    synchronized int count() {
      return count;
    }

    synchronized List<String> asked() {
      return List.copyOf(asked);
    }

    @Override
    public void close() {}
  }

  private static final class TakesAll implements PacketLog {

    @Override
    public void append(byte[] key, byte[] value, Receipt receipt) {
      receipt.acknowledged(0);
    }

    @Override
    public void keepReady() {}

    @Override
    public void close(Duration patience) {}
  }
}
