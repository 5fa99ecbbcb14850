package io.hongbao.rehearsal.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.flink.configuration.RestOptions;

/** Where a service listens, by what it is told and by the configuration files it is given. */
final class Listening {

  private static final int REDIS = 6379;
  private static final int POSTGRES = 5432;

  private static final List<String> PORTS_OF_PAYMENT =
      List.of("HONGBAO_WALLET_PORT", "HONGBAO_WALLET_ADMIN_PORT", "HONGBAO_PAYOUT_ADMIN_PORT");

  private static final Pattern PORT_OF_LISTENER = Pattern.compile("://[^:,]*:(\\d+)");
  private static final Pattern PORT_OF_HAPROXY = Pattern.compile("(?m)^\\s*bind\\s+\\S*:(\\d+)");
  private static final Pattern PORT_OF_REDIS = Pattern.compile("(?m)^\\s*port\\s+(\\d+)");
  private static final Pattern PORT_OF_REST = Pattern.compile("(?m)^rest[.]port:\\s*(\\d+)");
  private static final Pattern RPC_PORT = Pattern.compile("-Dtaskmanager[.]rpc[.]port=(\\d+)");

  private final Compose compose;

  Listening(Compose compose) {
    this.compose = compose;
  }

  Set<Integer> ports(String service) {
    Set<Integer> ports = new TreeSet<>();
    Map<String, String> environment = compose.environmentText(service);
    add(ports, PORT_OF_LISTENER, environment.getOrDefault("KAFKA_LISTENERS", ""));
    add(ports, Pattern.compile("(\\d+)"), environment.getOrDefault("HONGBAO_EDGE_PORT", ""));
    add(ports, Pattern.compile("(\\d+)"), environment.getOrDefault("HONGBAO_ADMIN_PORT", ""));
    for (String name : PORTS_OF_PAYMENT) {
      add(ports, Pattern.compile("(\\d+)"), environment.getOrDefault(name, ""));
    }
    String command = String.join(" ", Compose.texts(compose.service(service).get("command")));
    add(ports, RPC_PORT, command);
    String image = String.valueOf(compose.service(service).get("image"));
    if (image.startsWith("haproxy:")) {
      add(ports, PORT_OF_HAPROXY, mounted(service));
    }
    if (image.startsWith("redis:")) {
      addOr(ports, PORT_OF_REDIS, mounted(service), REDIS);
    }
    if (image.startsWith("postgres:")) {
      ports.add(POSTGRES);
    }
    if (command.startsWith("jobmanager")) {
      addOr(ports, PORT_OF_REST, mounted(service), RestOptions.PORT.defaultValue());
    }
    return ports;
  }

  /** The texts of all files that a service is given. */
  String mounted(String service) {
    var texts = new StringBuilder();
    for (String volume : Compose.texts(compose.service(service).get("volumes"))) {
      var file = compose.folder().resolve(volume.split(":")[0]);
      if (Files.isRegularFile(file)) {
        try {
          texts.append(Files.readString(file));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return texts.toString();
  }

  private static void add(Set<Integer> ports, Pattern pattern, String text) {
    pattern.matcher(text).results().map(Listening::number).forEach(ports::add);
  }

  private static void addOr(Set<Integer> ports, Pattern pattern, String text, int otherwise) {
    ports.add(pattern.matcher(text).results().findFirst().map(Listening::number).orElse(otherwise));
  }

  private static int number(MatchResult found) {
    return Integer.parseInt(found.group(1));
  }
}
