package io.hongbao.rehearsal.parts;

import static io.hongbao.rehearsal.parts.Ports.LOOPBACK;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * One Kafka node, in this JVM or as a process of its own: both run from {@link #toProperties()}.
 *
 * @param nodeId from 1, unique in the cluster
 * @param port where clients and other brokers reach it
 * @param directory this node's own data
 * @param clusterId the same for all nodes; see {@link BrokerStorage#clusterId}
 * @param controllers the nodes that vote on metadata; a node among them is broker and controller
 * @param brokers how many brokers the cluster has, which bounds replication
 */
public record BrokerSettings(
    int nodeId,
    int port,
    Path directory,
    String clusterId,
    List<Controller> controllers,
    int brokers) {

  /** The listeners' names in {@link CommonSettings#kafka}. */
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final String CLIENT_LISTENER = "CLIENT";

  /** So many copies do the common settings ask for; fewer brokers hold fewer. */
  private static final int MAX_REPLICATION = 3;

  /** A controller's place in the quorum. */
  public record Controller(int nodeId, int port) {
    public Controller {
      requireNodeId(nodeId);
      Ports.requireValid("controller port", port);
    }

    private String voter() {
      return nodeId + "@" + LOOPBACK + ":" + port;
    }
  }

  public BrokerSettings {
    requireNodeId(nodeId);
    Ports.requireValid("broker port", port);
    if (clusterId.isBlank()) {
      throw new IllegalArgumentException("clusterId is blank");
    }
    if (controllers.isEmpty()) {
      throw new IllegalArgumentException("controllers is empty, expected at least one");
    }
    if (brokers < 1) {
      throw new IllegalArgumentException("brokers is " + brokers + ", expected at least 1");
    }
    directory = directory.toAbsolutePath().normalize();
    controllers = List.copyOf(controllers);
  }

  /** The only node of its cluster. */
  public static BrokerSettings alone(
      int port, int controllerPort, Path directory, String clusterId) {
    return new BrokerSettings(
        1, port, directory, clusterId, List.of(new Controller(1, controllerPort)), 1);
  }

  public String name() {
    return "kafka-" + nodeId;
  }

  public String address() {
    return LOOPBACK + ":" + port;
  }

  /** What {@code kafka.Kafka FILE} reads: the common settings with this node's place over them. */
  public Properties toProperties() {
    Properties properties = CommonSettings.kafka();
    place(properties);
    if (brokers < MAX_REPLICATION) {
      fewerCopies(properties);
    }
    return properties;
  }

  private void place(Properties to) {
    Optional<Controller> own =
        controllers.stream().filter(controller -> controller.nodeId() == nodeId).findFirst();
    String listeners = CLIENT_LISTENER + "://" + address();
    to.setProperty("process.roles", own.isPresent() ? "broker,controller" : "broker");
    to.setProperty("node.id", String.valueOf(nodeId));
    to.setProperty(
        "controller.quorum.voters",
        controllers.stream().map(Controller::voter).collect(Collectors.joining(",")));
    to.setProperty(
        "listeners",
        own.map(it -> listeners + "," + CONTROLLER_LISTENER + "://" + LOOPBACK + ":" + it.port())
            .orElse(listeners));
    to.setProperty("advertised.listeners", listeners);
    to.setProperty("log.dirs", directory.toString());
  }

  private void fewerCopies(Properties to) {
    String replication = String.valueOf(brokers);
    String inSync = "1";
    to.setProperty("default.replication.factor", replication);
    to.setProperty("min.insync.replicas", inSync);
    to.setProperty("offsets.topic.replication.factor", replication);
    to.setProperty("transaction.state.log.replication.factor", replication);
    to.setProperty("transaction.state.log.min.isr", inSync);
    to.setProperty("share.coordinator.state.topic.replication.factor", replication);
    to.setProperty("share.coordinator.state.topic.min.isr", inSync);
  }

  private static void requireNodeId(int nodeId) {
    if (nodeId < 1) {
      throw new IllegalArgumentException("nodeId is " + nodeId + ", expected at least 1");
    }
  }
}
