package io.hongbao.rehearsal.docker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every port that is named is one where somebody listens; outside there is loopback alone. */
final class PortCheck implements Check {

  private static final Pattern OF_ITSELF = Pattern.compile("127[.]0[.]0[.]1[:/ ](\\d+)");

  /** As in haproxy.cfg. */
  private static final Pattern SERVER = Pattern.compile("(?m)^\\s*server\\s+\\S+\\s+(\\S+):(\\d+)");

  private static final Pattern CHECKED = Pattern.compile("check port (\\d+)");

  @Override
  public List<String> problems(Compose compose) {
    List<String> problems = new ArrayList<>();
    var listening = new Listening(compose);
    published(compose, listening, problems);
    for (String service : compose.services().keySet()) {
      addresses(compose, listening, service, problems);
      ofItself(compose, listening, service, problems);
    }
    balanced(compose, listening, problems);
    return problems;
  }

  private static void published(Compose compose, Listening listening, List<String> problems) {
    Map<String, String> owners = new HashMap<>();
    for (String service : compose.services().keySet()) {
      for (String port : Compose.texts(compose.service(service).get("ports"))) {
        String[] parts = port.split(":");
        if (parts.length != 3 || !parts[0].equals("127.0.0.1")) {
          problems.add(service + ": " + port + " is not bound to 127.0.0.1");
          continue;
        }
        String other = owners.putIfAbsent(parts[1], service);
        if (other != null) {
          problems.add(service + ": port " + parts[1] + " is that of " + other);
        }
        requireListening(service, listening, service, parts[2], problems);
      }
    }
  }

  /** Whatever is told to a service as {@code OTHER:PORT}. */
  private static void addresses(
      Compose compose, Listening listening, String service, List<String> problems) {
    String told =
        String.join(" ", compose.environmentText(service).values())
            + " "
            + Compose.texts(compose.service(service).get("command"));
    for (String other : compose.services().keySet()) {
      Matcher found = Pattern.compile("(?<![\\w-])" + other + ":(\\d+)").matcher(told);
      while (found.find()) {
        requireListening(service, listening, other, found.group(1), problems);
      }
    }
    String kafka = compose.environmentText(service).getOrDefault("HONGBAO_KAFKA", "");
    for (String address : kafka.isEmpty() ? new String[0] : kafka.split(",")) {
      if (!compose.services().containsKey(address.split(":")[0])) {
        problems.add(service + ": HONGBAO_KAFKA names " + address + ", which is no service");
      }
    }
  }

  /** What a health check asks. */
  private static void ofItself(
      Compose compose, Listening listening, String service, List<String> problems) {
    Map<String, Object> health =
        Compose.map(compose.service(service).getOrDefault("healthcheck", Map.of()));
    Matcher found = OF_ITSELF.matcher(String.join(" ", Compose.texts(health.get("test"))));
    while (found.find()) {
      requireListening(service, listening, service, found.group(1), problems);
    }
  }

  /** Every edge gets its share, is asked where it tells, and believes the one who asks. */
  private static void balanced(Compose compose, Listening listening, List<String> problems) {
    List<String> balanced = new ArrayList<>();
    String balancer = "load-balancer";
    String configuration = listening.mounted(balancer);
    Matcher server = SERVER.matcher(configuration);
    while (server.find()) {
      balanced.add(server.group(1));
      requirePort(compose, server.group(1), "HONGBAO_EDGE_PORT", server.group(2), problems);
      Matcher checked = CHECKED.matcher(configuration);
      requirePort(
          compose,
          server.group(1),
          "HONGBAO_ADMIN_PORT",
          checked.find() ? checked.group(1) : "none",
          problems);
    }
    List<String> edges = compose.servicesOf("edge");
    if (!balanced.equals(edges)) {
      problems.add("edges are " + edges + ", those of the load balancer " + balanced);
    }
    for (String edge : edges) {
      String proxies = compose.environmentText(edge).get("HONGBAO_TRUSTED_PROXIES");
      if (!(address(compose, balancer) + "/32").equals(proxies)) {
        problems.add(edge + ": believes " + proxies + ", not the load balancer alone");
      }
    }
  }

  private static Object address(Compose compose, String service) {
    Map<String, Object> networks =
        Compose.map(compose.service(service).getOrDefault("networks", Map.of()));
    return Compose.map(networks.getOrDefault("default", Map.of())).get("ipv4_address");
  }

  private static void requirePort(
      Compose compose, String service, String variable, String port, List<String> problems) {
    if (!compose.services().containsKey(service)
        || !port.equals(compose.environmentText(service).get(variable))) {
      problems.add("the load balancer asks " + service + " at " + port + ", not " + variable);
    }
  }

  private static void requireListening(
      String who, Listening listening, String service, String port, List<String> problems) {
    if (!listening.ports(service).contains(Integer.valueOf(port))) {
      problems.add(who + ": names " + service + ":" + port + ", where nobody listens");
    }
  }
}
