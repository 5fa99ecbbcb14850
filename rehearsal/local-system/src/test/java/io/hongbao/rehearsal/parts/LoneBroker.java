package io.hongbao.rehearsal.parts;

import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.kafka.TopicSetup;
import io.hongbao.kafka.Topics;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker that is the whole of its cluster, on free ports. */
public final class LoneBroker {

  private LoneBroker() {}

  /** Settings of one whose data lie in a folder. */
  public static BrokerSettings settings(Path folder) {
    return BrokerSettings.alone(
        FreePorts.next(),
        FreePorts.next(),
        folder.resolve("kafka-1"),
        BrokerStorage.clusterId(folder));
  }

  /** Starts one that has the topics of a show. */
  public static Broker start(Path folder, int partitions) {
    Broker broker = Broker.start(settings(folder));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      TopicSetup.createAndVerify(admin, Topics.forBrokers(1, partitions));
    }
    return broker;
  }
}
