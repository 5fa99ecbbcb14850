package io.hongbao.rehearsal.system;

import io.hongbao.rehearsal.parts.Ports;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where an edge listens. The first has the ports that were asked for, others the next free ones.
 */
record EdgePorts(String edgeId, int port, int adminPort) {

  static List<EdgePorts> of(LocalSettings settings) {
    List<EdgePorts> all = new ArrayList<>();
    all.add(new EdgePorts("edge-1", settings.ports().edge(), settings.ports().admin()));
    Set<Integer> promised = new HashSet<>(settings.ports().all());
    for (int number = 2; number <= settings.edges(); number++) {
      int port = Ports.nextFree(settings.ports().edge(), promised);
      promised.add(port);
      int adminPort = Ports.nextFree(settings.ports().admin(), promised);
      promised.add(adminPort);
      all.add(new EdgePorts("edge-" + number, port, adminPort));
    }
    return all;
  }

  String url() {
    return "http://" + Ports.LOOPBACK + ":" + port;
  }

  /** The admin ports of the edges that a plan file is passed on to, a comma between two. */
  static String adminUrlsBeside(EdgePorts edge, List<EdgePorts> all) {
    return all.stream()
        .filter(other -> !other.equals(edge))
        .map(EdgePorts::adminUrl)
        .collect(Collectors.joining(","));
  }

  String adminUrl() {
    return "http://" + Ports.LOOPBACK + ":" + adminPort;
  }
}
