package io.hongbao.rehearsal.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.edge.Edge;
import io.hongbao.edge.EdgeEnvironment;
import io.hongbao.edge.EdgeSettings;
import io.hongbao.edge.planfile.PlanDelivery;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.rehearsal.parts.Part;
import io.hongbao.tickets.TicketKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The edges of a local system in one JVM. */
final class Edges implements Part {

  private final List<EdgePorts> ports;
  private final List<Edge> edges = new ArrayList<>();

  private Edges(List<EdgePorts> ports) {
    this.ports = ports;
  }

  /** Starts them one after the other; if one fails, none is left running. */
  static Edges start(LocalSettings settings, String kafka, String redis, LocalKeys keys) {
    Edges started = new Edges(EdgePorts.of(settings));
    try {
      for (EdgePorts ports : started.ports) {
        EdgeSettings edge =
            EdgeSettings.local(
                ports.edgeId(),
                ports.port(),
                ports.adminPort(),
                kafka,
                "redis://" + redis,
                TicketKeys.parse(keys.ticketKeys()),
                keys.verifyingKey());
        EdgeSettings set = withEnvironment(edge.withDevMode(true), settings.edgeVariables());
        started.edges.add(Edge.start(set.withPlanDelivery(started.peersOf(ports, set))));
      }
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private static EdgeSettings withEnvironment(
      EdgeSettings settings, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(variables);
    try {
      return EdgeEnvironment.readOver(settings, environment);
    } catch (IllegalArgumentException e) {
      throw new OperationFailedException(e.getMessage(), e);
    }
  }

  /** Those of the environment, or else the edges beside it. */
  private PlanDelivery peersOf(EdgePorts edge, EdgeSettings settings) {
    PlanDelivery delivery = settings.planDelivery();
    return delivery.peers().isEmpty()
        ? new PlanDelivery(
            delivery.folder(), PlanDelivery.parsePeers(EdgePorts.adminUrlsBeside(edge, ports)))
        : delivery;
  }

  /** What still keeps an edge from taking traffic; empty when all are ready. */
  List<String> reasonsNotReady() {
    return edges.stream().flatMap(edge -> edge.reasonsNotReady().stream()).toList();
  }

  @Override
  public String name() {
    return edges.size() == 1 ? "edge-1" : "edges";
  }

  /** The URLs, a comma between several. */
  @Override
  public String address() {
    return ports.stream().map(EdgePorts::url).collect(Collectors.joining(","));
  }

  /** The URLs of the admin ports, likewise. */
  String adminAddress() {
    return ports.stream().map(EdgePorts::adminUrl).collect(Collectors.joining(","));
  }

  /** They drain side by side: each may take its time. */
  @Override
  public void close() {
    edges.parallelStream().forEach(Edge::close);
  }
}
