package io.hongbao.jobs.risk;

import io.hongbao.kafka.TopicFollower;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Follows the topic {@code rules}. All operators of a process share one follower, so that they hear
 * of a rule set at once and it is compiled once.
 */
final class KafkaRuleSource implements RuleSource {

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
  private static final long CHECK_EVERY_MILLIS = 10;

  /** By bootstrap servers; empty when no operator runs here. Guarded by itself. */
  private static final Map<String, Shared> OPEN = new HashMap<>();

  /** A follower and how many use it. */
  private static final class Shared {
    private final PublishedRules rules = new PublishedRules();
    private final TopicFollower follower;
    private int users;

    private Shared(String bootstrapServers) {
      follower =
          new TopicFollower(bootstrapServers, Topics.RULES, record -> rules.accept(record.value()));
    }
  }

  private final String bootstrapServers;
  private final Shared shared;
  private boolean closed;

  private KafkaRuleSource(String bootstrapServers, Shared shared) {
    this.bootstrapServers = bootstrapServers;
    this.shared = shared;
  }

  /**
   * Opens the feed.
   *
   * @throws IllegalStateException if Kafka does not answer in time
   */
  static RuleSource open(String bootstrapServers) {
    KafkaRuleSource feed;
    synchronized (OPEN) {
      Shared shared = OPEN.computeIfAbsent(bootstrapServers, Shared::new);
      shared.users++;
      feed = new KafkaRuleSource(bootstrapServers, shared);
    }
    try {
      feed.awaitRead();
      return feed;
    } catch (RuntimeException e) {
      feed.close();
      throw e;
    }
  }

  private void awaitRead() {
    long deadlineNanos = System.nanoTime() + READ_TIMEOUT.toNanos();
    while (!shared.follower.isCaughtUp()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new IllegalStateException(
            "topic rules: not read within " + READ_TIMEOUT.toSeconds() + " s");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while reading topic rules", e);
      }
    }
  }

  @Override
  public List<CompiledRuleSet> compiledRuleSets() {
    return shared.rules.compiledRuleSets();
  }

  @Override
  public long badRuleSets() {
    return shared.rules.bad();
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      if (closed) {
        return;
      }
      closed = true;
      if (--shared.users == 0) {
        OPEN.remove(bootstrapServers);
        shared.follower.close();
      }
    }
  }
}
