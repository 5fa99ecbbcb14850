package io.hongbao.rehearsal.parts;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Kafka in this JVM. It goes on from its directory after a clean stop and after a kill alike; after
 * a kill the controller lets it back only when the former session is over, some seconds later.
 */
public final class Broker implements Part {

  private final BrokerSettings settings;
  private final KafkaRaftServer server;
  private boolean closed;

  private Broker(BrokerSettings settings, KafkaRaftServer server) {
    this.settings = settings;
    this.server = server;
  }

  /** Returns when clients are served. */
  public static Broker start(BrokerSettings settings) {
    BrokerStorage.format(settings);
    var server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings.toProperties(), false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
    return new Broker(settings, server);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String address() {
    return settings.address();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.shutdown();
      server.awaitShutdown();
    }
  }
}
