package io.hongbao.edge.packets;

import static io.hongbao.edge.fixtures.PlanFixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.cache.AnswerKey;
import io.hongbao.cache.AnswerReader;
import io.hongbao.cache.CacheUnavailableException;
import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.show.ShowPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketListsTest {

  private static final ShowPlan PLAN = new ShowPlan(PlanFixture.aPlan().toRecord());
  private static final long QUIET = FIRST.quietAtMillis();
  private static final String ALICE = "alice";
  private static final Optional<List<HeldPacket>> NONE = Optional.of(List.of());
  private static final Optional<List<HeldPacket>> ONE =
      Optional.of(List.of(new HeldPacket("gala.3.2.0", "first", "cola", 188)));
  private static final Optional<List<HeldPacket>> REBUILDING = Optional.empty();

  private final SlowCache cache = new SlowCache();
  private final EdgeMetrics metrics = new EdgeMetrics();
  private long pendingShakes;
  private final PacketLists lists = new PacketLists(cache, () -> pendingShakes, 1_000, metrics);

  /** Replies when the test says so. */
  private static final class SlowCache implements AnswerReader {
    private final List<CompletableFuture<Optional<List<HeldPacket>>>> asked = new ArrayList<>();

    @Override
    public CompletionStage<Optional<List<HeldPacket>>> packets(String show, String user) {
      CompletableFuture<Optional<List<HeldPacket>>> reply = new CompletableFuture<>();
      asked.add(reply);
      return reply;
    }

    @Override
    public CompletionStage<List<Optional<Outcome>>> outcomes(List<AnswerKey> keys) {
      throw new AssertionError("no outcome is looked up here");
    }

    @Override
    public CompletionStage<List<Boolean>> closed(List<AnswerKey> keys) {
      throw new AssertionError("nothing is looked up here");
    }

    @Override
    public void close() {}
  }

  private CompletableFuture<Optional<List<HeldPacket>>> ask(String user, long nowMillis) {
    return lists.of(PLAN, user, nowMillis).toCompletableFuture();
  }

  /** Asks and lets the cache reply, if it is asked. */
  private Optional<List<HeldPacket>> told(long nowMillis, Optional<List<HeldPacket>> inCache) {
    CompletableFuture<Optional<List<HeldPacket>>> list = ask(ALICE, nowMillis);
    cache.asked.forEach(reply -> reply.complete(inCache));
    return list.join();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1_000, 0, 88_000, 300_000, 329_999, 599_000})
  void shouldReadEachListAnewWhileAPacketMayBeWon(long sinceFirstOpens) {
    long nowMillis = FIRST.opensAtMillis() + sinceFirstOpens;

    assertThat(told(nowMillis, NONE)).isEqualTo(NONE);
    assertThat(told(nowMillis, ONE)).isEqualTo(ONE);
    assertThat(cache.asked).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1_001, 330_000, 598_999, 930_000, 10_000_000})
  void shouldReadAListOnceWhileNobodyCanWin(long sinceFirstOpens) {
    long nowMillis = FIRST.opensAtMillis() + sinceFirstOpens;

    assertThat(told(nowMillis, ONE)).isEqualTo(ONE);
    assertThat(told(nowMillis, NONE)).isEqualTo(ONE);
    assertThat(cache.asked).hasSize(1);
  }

  @Test
  void shouldReadAListAgainAfterThirtySeconds() {
    told(QUIET, NONE);

    assertThat(told(QUIET + 29_999, ONE)).isEqualTo(NONE);
    assertThat(told(QUIET + 30_000, ONE)).isEqualTo(ONE);
    assertThat(cache.asked).hasSize(2);
  }

  @Test
  void shouldNotTellAListOfBeforeAWaveAfterIt() {
    ShowPlan close =
        new ShowPlan(
            PlanFixture.aPlan()
                .withWaves(
                    new WaveSchedule(
                        "first", FIRST.opensAtMillis(), FIRST.opensAtMillis() + 1_000, 100))
                .toRecord());
    long beforeMillis = FIRST.opensAtMillis() - 1_001;
    long afterMillis = close.waves().get(0).schedule().quietAtMillis();
    var before = lists.of(close, ALICE, beforeMillis).toCompletableFuture();
    cache.asked.get(0).complete(NONE);

    var after = lists.of(close, ALICE, afterMillis).toCompletableFuture();

    assertThat(afterMillis - beforeMillis).isLessThan(30_000);
    assertThat(before).isCompletedWithValue(NONE);
    assertThat(after).isNotDone();
    assertThat(cache.asked).hasSize(2);
  }

  @Test
  void shouldReadEachListAnewWhileThisEdgeWaitsForAnOutcome() {
    pendingShakes = 1;

    told(QUIET, NONE);
    assertThat(told(QUIET, ONE)).isEqualTo(ONE);
  }

  @Test
  void shouldShareAReadingOfTheSameUser() {
    CompletableFuture<Optional<List<HeldPacket>>> first = ask(ALICE, QUIET);
    CompletableFuture<Optional<List<HeldPacket>>> second = ask(ALICE, QUIET + 5);
    CompletableFuture<Optional<List<HeldPacket>>> bobs = ask("bob", QUIET + 5);
    cache.asked.get(0).complete(ONE);

    assertThat(first.join()).isEqualTo(ONE);
    assertThat(second.join()).isEqualTo(ONE);
    assertThat(bobs).isNotDone();
    assertThat(cache.asked).hasSize(2);
    assertThat(metrics.scrape())
        .contains("hongbao_edge_packet_lists_total{from=\"cache\"} 2.0")
        .contains("hongbao_edge_packet_lists_total{from=\"shared\"} 1.0");
  }

  @Test
  void shouldForgetAListWhenAPacketIsTold() {
    told(QUIET, NONE);

    lists.won(PlanFixture.SHOW, ALICE);

    assertThat(told(QUIET + 1, ONE)).isEqualTo(ONE);
  }

  @Test
  void shouldNeitherShareNorKeepAReadingThatBeganBeforeAPacketWasTold() {
    CompletableFuture<Optional<List<HeldPacket>>> before = ask(ALICE, QUIET);
    lists.won(PlanFixture.SHOW, ALICE);
    CompletableFuture<Optional<List<HeldPacket>>> after = ask(ALICE, QUIET + 1);
    cache.asked.get(1).complete(ONE);
    cache.asked.get(0).complete(NONE);

    assertThat(before.join()).isEqualTo(NONE);
    assertThat(after.join()).isEqualTo(ONE);
    assertThat(ask(ALICE, QUIET + 2).join()).isEqualTo(ONE);
    assertThat(cache.asked).hasSize(2);
  }

  @Test
  void shouldKeepNothingThatIsNotKnown() {
    assertThat(told(QUIET, REBUILDING)).isEqualTo(REBUILDING);
    CompletableFuture<Optional<List<HeldPacket>>> away = ask(ALICE, QUIET);
    CompletableFuture<Optional<List<HeldPacket>>> shared = ask(ALICE, QUIET);
    CacheUnavailableException failure =
        new CacheUnavailableException(new IllegalStateException("away"));
    cache.asked.get(1).completeExceptionally(failure);

    for (CompletableFuture<?> failed : List.of(away, shared)) {
      assertThatThrownBy(failed::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("away");
    }
    assertThat(told(QUIET, ONE)).isEqualTo(ONE);
    assertThat(cache.asked).hasSize(3);
  }

  @Test
  void shouldKeepListsOfShowsApart() {
    told(QUIET, ONE);

    ShowPlan other = new ShowPlan(PlanFixture.aPlan().ofShow("rehearsal").toRecord());
    assertThat(lists.of(other, ALICE, QUIET).toCompletableFuture()).isNotDone();
  }
}
