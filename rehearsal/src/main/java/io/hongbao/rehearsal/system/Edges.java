package io.hongbao.rehearsal.system;

import io.hongbao.edge.Edge;
import io.hongbao.edge.EdgeSettings;
import io.hongbao.edge.ticket.TicketKeys;
import io.hongbao.rehearsal.parts.Part;
import io.hongbao.rehearsal.parts.Ports;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The edges of a local system; the first has the ports that were asked for. */
final class Edges implements Part {

  private final List<Edge> edges = new ArrayList<>();

  private Edges() {}

  /** Starts them one after the other; if one fails, none is left running. */
  static Edges start(LocalSettings settings, String kafka, String redis, TicketKeys ticketKeys) {
    Edges started = new Edges();
    Set<Integer> promised = new HashSet<>(settings.ports().all());
    try {
      for (int number = 1; number <= settings.edges(); number++) {
        int port = settings.ports().edge();
        int adminPort = settings.ports().admin();
        if (number > 1) {
          port = Ports.nextFree(port, promised);
          promised.add(port);
          adminPort = Ports.nextFree(adminPort, promised);
          promised.add(adminPort);
        }
        started.edges.add(
            Edge.start(
                EdgeSettings.local(
                        "edge-" + number, port, adminPort, kafka, "redis://" + redis, ticketKeys)
                    .withDevMode(true)));
      }
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** What still keeps an edge from taking traffic; empty when all are ready. */
  List<String> reasonsNotReady() {
    return edges.stream().flatMap(edge -> edge.reasonsNotReady().stream()).toList();
  }

  @Override
  public String name() {
    return edges.size() == 1 ? "edge-1" : "edges";
  }

  @Override
  public String address() {
    return urls(edges.stream().map(Edge::port).toList());
  }

  /** The URLs of the admin ports, a comma between several. */
  String adminAddress() {
    return urls(edges.stream().map(Edge::adminPort).toList());
  }

  private static String urls(List<Integer> ports) {
    return ports.stream()
        .map(port -> "http://" + Ports.LOOPBACK + ":" + port)
        .collect(Collectors.joining(","));
  }

  /** They drain side by side: each may take its time. */
  @Override
  public void close() {
    edges.parallelStream().forEach(Edge::close);
  }
}
