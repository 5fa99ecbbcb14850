package io.hongbao.cache;

import static io.hongbao.cache.Cached.ALICE;
import static io.hongbao.cache.Cached.COLA;
import static io.hongbao.cache.Cached.EDGE;
import static io.hongbao.cache.Cached.HELD_COLA;
import static io.hongbao.cache.Cached.NOW_MILLIS;
import static io.hongbao.cache.Cached.SHOW;
import static io.hongbao.cache.Cached.decided;
import static io.hongbao.cache.Cached.won;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.draw.Outcome;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.ClientOptions.ReauthenticateBehavior;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisLinkTest {

  private static final OutcomeListener NOBODY =
      new OutcomeListener() {
        @Override
        public void decided(AnswerKey key, Outcome outcome) {}

        @Override
        public void closedForNow(AnswerKey key) {}
      };

  private static RealRedis redis;

  @BeforeAll
  static void startRedis() {
    redis = RealRedis.start();
  }

  @AfterAll
  static void endRedis() {
    redis.close();
  }

  /** Read from the client that was built: a new version with another default fails here. */
  @Test
  void shouldRelyOnNoDefaultOfTheClientThatMayChange() {
    try (RedisLink link = new RedisLink(redis.patientSettings())) {
      ClientOptions options = link.effectiveOptions();

      assertThat(options.getTimeoutOptions().isTimeoutCommands())
          .as("callers have deadlines of their own")
          .isFalse();
      assertThat(options.isAutoReconnect()).as("the link reconnects").isFalse();
      assertThat(options.getDisconnectedBehavior())
          .as("nothing waits for a connection")
          .isEqualTo(DisconnectedBehavior.REJECT_COMMANDS);
      assertThat(options.getMaintNotificationsConfig().maintNotificationsEnabled())
          .as("no notices of a service's maintenance")
          .isFalse();
      assertThat(options.isPingBeforeActivateConnection())
          .as("a connection has answered before it counts")
          .isTrue();
      assertThat(options.isPublishOnScheduler()).as("no thread hop for each reply").isFalse();
      assertThat(options.getReauthenticateBehaviour()).isEqualTo(ReauthenticateBehavior.DEFAULT);
      assertThat(options.getConfiguredProtocolVersion())
          .as("RESP3 where the server speaks it, else RESP2")
          .isNull();
      assertThat(options.getSocketOptions().isTcpNoDelay()).isTrue();
      assertThat(options.getSocketOptions().isKeepAlive()).isTrue();
      assertThat(options.getSocketOptions().getConnectTimeout())
          .isEqualTo(redis.patientSettings().commandTimeout());
    }
  }

  /** As of a second that a command may take, and a read that blocks for longer. */
  @Test
  void shouldKeepItsConnectionThoughAReadBlocksLongerThanACommandMayTake() throws Exception {
    CacheSettings settings = redis.settings(Duration.ofSeconds(2));
    Duration longer = Duration.ofMillis(2_500);
    try (RedisOutcomeFeed feed = new RedisOutcomeFeed(settings, EDGE, NOBODY, longer)) {
      assertThat(feed).isNotNull();
      await().until(() -> redis.clientThatReads().isPresent());
      Optional<String> reading = redis.clientThatReads();
      long reads = redis.reads();
      await().until(() -> redis.reads() > reads);

      await().until(() -> redis.clientThatReads().isPresent());
      assertThat(redis.clientThatReads()).isEqualTo(reading);
    }
  }

  @Test
  void shouldRefuseAReplicaInOneSentence() throws Exception {
    try (RealRedis replica = RealRedis.start();
        RedisLink early = new RedisLink(replica.patientSettings())) {
      assertThat(early.awaitSession().isOpen()).isTrue();
      replica.run(commands -> commands.replicaof("127.0.0.1", redis.port()));

      try (RedisLink link = new RedisLink(replica.patientSettings());
          PacketsWatch watch = new PacketsWatch(replica.patientSettings())) {
        assertThatThrownBy(link::awaitSession)
            .isInstanceOf(CacheUnavailableException.class)
            .hasMessage(
                "Redis at 127.0.0.1:"
                    + replica.port()
                    + " is a replica of 127.0.0.1:"
                    + redis.port()
                    + " and takes no writes, expected the primary; give the primary's address");
        assertThat(watch.server().problems()).singleElement().asString().contains("is a replica");
      }
    }
  }

  @Test
  void shouldNoticeThatASettingOfARunningServerWasChanged() throws Exception {
    try (RealRedis changed = RealRedis.start();
        PacketsWatch watch = new PacketsWatch(changed.patientSettings())) {
      assertThat(watch.server().problems()).isEmpty();

      changed.limitMemory("allkeys-lru");

      assertThat(watch.server().problems())
          .singleElement()
          .asString()
          .contains("maxmemory-policy allkeys-lru", "expected noeviction or volatile-ttl", "run ");
      changed.limitMemory("volatile-ttl");
      assertThat(watch.server().problems()).isEmpty();
    }
  }

  /** What a managed server may do, and what the servers that we start do. */
  @Test
  void shouldDoWithoutScriptsAndDangerousCommands() throws Exception {
    try (RealRedis guarded = RealRedis.start()) {
      guarded.allowOnly(
          "-@all +@connection +@read +@write +@transaction -@dangerous -@scripting +info");
      try (PacketsRebuild rebuild = PacketsRebuild.start(guarded.patientSettings(), NOW_MILLIS)) {
        rebuild.add(won("bob", "first-17", new Outcome.Packet("gala.5.2.0", "tea", 99)));
        rebuild.complete();
      }
      try (PacketsWatch watch = new PacketsWatch(guarded.patientSettings());
          RedisOutcomeWriter writer = new RedisOutcomeWriter(guarded.patientSettings());
          RedisAnswerReader reader = new RedisAnswerReader(guarded.patientSettings());
          RedisOutcomeFeed feed = new RedisOutcomeFeed(guarded.patientSettings(), EDGE, NOBODY)) {
        assertThat(feed).isNotNull();
        writer.write(decided(ALICE, "first-17", COLA));
        writer.flush();

        assertThat(reader.packets(SHOW, ALICE).toCompletableFuture().get(10, SECONDS))
            .contains(List.of(HELD_COLA));
        assertThat(watch.isComplete()).isTrue();
        assertThat(watch.server().problems()).isEmpty();
        assertThat(watch.server().warnings()).isEmpty();
      }
    }
  }
}
