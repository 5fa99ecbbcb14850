package io.hongbao.rehearsal.audience.bots;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.audience.http.EventLoop;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BotCrowdTest {

  private static final long TURN_MILLIS = 100;

  @Test
  @Timeout(20)
  void shouldLetEveryBotPostAndCountWhatHadNoWay() {
    // Given: ten people, and after them a bot of each kind, the last of which finds no way
    BotPlan plan = new BotPlan("phone", 15, 5, 1);
    Set<Integer> posted = new TreeSet<>();

    // When
    BotReport report;
    try (EventLoop loop = new EventLoop()) {
      BotCrowd crowd =
          new BotCrowd(
              plan,
              loop,
              (phone, exchange) -> {
                posted.add(phone);
                return phone != 14;
              },
              TURN_MILLIS);
      // A hammer may rest for eight seconds before it begins.
      crowd.begin(System.nanoTime() - 8_000_000_000L);
      loop.run(() -> posted.size() == 5);
      crowd.stop();
      report = crowd.report();
    }

    // Then
    assertThat(posted).containsExactly(10, 11, 12, 13, 14);
    assertThat(report.bots()).isEqualTo(5);
    assertThat(report.posts()).isGreaterThan(5);
    assertThat(report.failures()).isPositive();
    assertThat(report.replies()).isEqualTo(Map.of());
  }

  @Test
  void shouldTellWhatBecameOfPostsInALine() {
    assertThat(new BotReport(5, 1_234, Map.of(429, 34L, 200, 1_200L), 0))
        .hasToString("5 bots, 1,234 posts: 1,200 × 200, 34 × 429, 0 failed");
  }
}
