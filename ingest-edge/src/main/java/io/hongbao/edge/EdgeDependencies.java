package io.hongbao.edge;

import io.hongbao.cache.AnswerReader;
import io.hongbao.cache.CacheRebuilder;
import io.hongbao.cache.CacheSettings;
import io.hongbao.cache.OutcomeListener;
import io.hongbao.cache.PacketStandingReader;
import io.hongbao.cache.RedisAnswerReader;
import io.hongbao.cache.RedisOutcomeFeed;
import io.hongbao.edge.ack.AckLog;
import io.hongbao.edge.ack.KafkaAckLog;
import io.hongbao.edge.health.Health;
import io.hongbao.edge.health.HealthWatch;
import io.hongbao.edge.log.KafkaPacketLog;
import io.hongbao.edge.log.KafkaShakeLog;
import io.hongbao.edge.log.PacketLog;
import io.hongbao.edge.log.ShakeLog;
import io.hongbao.edge.packets.CacheRebuildMonitor;
import io.hongbao.edge.planfile.KafkaPlanLog;
import io.hongbao.edge.planfile.PlanLog;
import io.hongbao.edge.risk.VerdictTable;
import io.hongbao.edge.show.ShowPlanTable;
import java.time.InstantSource;
import java.util.List;

/** What an edge is connected to: the log, the cache, the feeds and the clock. */
interface EdgeDependencies {

  InstantSource clock();

  ShakeLog openLog();

  AnswerReader openCache();

  /** Where claims are logged. */
  PacketLog openPacketLog();

  /** Where packets stand; beside {@link #openCache}, so that neither waits for the other. */
  PacketStandingReader openStandings();

  /** What brings the outcomes of this edge's shakes. */
  AutoCloseable openOutcomeFeed(OutcomeListener listener);

  Feeds openFeeds(ShowPlanTable shows, VerdictTable verdicts);

  /** Where this edge acknowledges what it has read of the shows. */
  AckLog openAckLog();

  /** Where the records of plan files are appended. */
  PlanLog openPlanLog();

  /** What keeps the packet lists in the cache complete, and an eye on the server. */
  CacheKeeper openPacketsKeeper(Health health);

  /** What tells how the parts behind the edge are. */
  AutoCloseable openHealthWatch(Health health);

  /** See {@link CacheRebuildMonitor}. */
  interface CacheKeeper extends AutoCloseable {

    /** What is wrong with the server of the cache, for people. */
    List<String> problems();

    @Override
    void close();
  }

  /** Kafka, Redis and the machine's clock. */
  static EdgeDependencies real(EdgeSettings settings) {
    return new EdgeDependencies() {
      @Override
      public InstantSource clock() {
        return InstantSource.system();
      }

      @Override
      public ShakeLog openLog() {
        return new KafkaShakeLog(settings.kafkaBootstrapServers(), settings.edgeId(), clock());
      }

      @Override
      public AnswerReader openCache() {
        return new RedisAnswerReader(CacheSettings.of(settings.redisUri()));
      }

      @Override
      public PacketLog openPacketLog() {
        return new KafkaPacketLog(settings.kafkaBootstrapServers(), settings.edgeId());
      }

      @Override
      public PacketStandingReader openStandings() {
        return new RedisAnswerReader(CacheSettings.of(settings.redisUri()));
      }

      @Override
      public AutoCloseable openOutcomeFeed(OutcomeListener listener) {
        return new RedisOutcomeFeed(
            CacheSettings.of(settings.redisUri()), settings.edgeId(), listener);
      }

      @Override
      public Feeds openFeeds(ShowPlanTable shows, VerdictTable verdicts) {
        return new KafkaFeeds(settings.kafkaBootstrapServers(), shows, verdicts);
      }

      @Override
      public AckLog openAckLog() {
        return new KafkaAckLog(settings.kafkaBootstrapServers(), settings.edgeId());
      }

      @Override
      public PlanLog openPlanLog() {
        return new KafkaPlanLog(settings.kafkaBootstrapServers(), settings.edgeId());
      }

      @Override
      public CacheKeeper openPacketsKeeper(Health health) {
        CacheSettings cache = CacheSettings.of(settings.redisUri());
        CacheRebuildMonitor monitor =
            new CacheRebuildMonitor(
                cache, new CacheRebuilder(settings.kafkaBootstrapServers(), cache), health::cache);
        return new CacheKeeper() {
          @Override
          public List<String> problems() {
            return monitor.problems();
          }

          @Override
          public void close() {
            monitor.close();
          }
        };
      }

      @Override
      public AutoCloseable openHealthWatch(Health health) {
        return new HealthWatch(settings.kafkaBootstrapServers(), settings.edgeId(), health);
      }
    };
  }
}
