package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import io.hongbao.rules.crowd.BotPlan;
import io.hongbao.rules.crowd.BotReport;
import io.hongbao.rules.crowd.ShowTurns;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BehaviorRunnerTest {

  /** Everybody has posted in a minute; the minute is over when the crowd begins. */
  private static final long MINUTE_MILLIS = 60_000;

  private static final ShowTurns TURNS =
      new ShowTurns(List.of(new WaveSchedule("first", 0, MINUTE_MILLIS, 2_000)));

  private final Set<Integer> shook = new TreeSet<>();
  private final Set<Integer> posted = new TreeSet<>();

  /** What the ring's only account is on devices that it is handed. */
  private final Set<Integer> handed = new TreeSet<>();

  @Test
  void shouldLetPeopleListenAndBotsPostBlindlyAndCountWhatHadNoWay() {
    // Given: ten people, and after them a bot of each kind, the last of which finds no way
    BotPlan plan = new BotPlan("phone", 17, 7, 1);

    // When
    BotReport report;
    try (EventLoop loop = new EventLoop()) {
      BehaviorRunner runner = new BehaviorRunner(plan, loop, new Noting());
      runner.begin(TURNS, 0.9, 0, System.nanoTime() - MINUTE_MILLIS * 1_000_000);
      loop.run(() -> posted.size() == 7 && shook.size() == 10);
      runner.stop();
      report = runner.report();
    }

    // Then
    assertThat(shook).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(posted).containsExactly(10, 11, 12, 13, 14, 15, 16);
    assertThat(report.bots()).isEqualTo(7);
    assertThat(report.posts()).isGreaterThan(7);
    assertThat(handed).isNotEmpty().isSubsetOf(17, 18, 19, 20, 21);
    assertThat(report.failures()).isPositive();
    assertThat(report.replies()).isEqualTo(Map.of());
  }

  @Test
  void shouldTellWhatBecameOfPostsInALine() {
    assertThat(new BotReport(5, 1_234, Map.of(429, 34L, 200, 1_200L), 0, 77))
        .hasToString(
            "5 bots, 1,234 posts: 1,200 × 200, 34 × 429, 0 failed; people pressed again 77 times");
  }

  private final class Noting implements BehaviorRunner.Phones {
    @Override
    public void shake(int phone, long atNanos) {
      shook.add(phone);
    }

    @Override
    public boolean post(int phone, ReplyListener listener) {
      if (phone >= 17) {
        handed.add(phone);
        posted.add(15);
      } else if (phone >= 10) {
        posted.add(phone);
      }
      return phone != 16;
    }
  }
}
