package io.hongbao.rehearsal.system;

import io.hongbao.rehearsal.parts.Ports;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The ports that people know; each has the option that moves it. */
public record LocalPorts(int edge, int admin, int flink, int kafka, int redis) {

  public static final int EDGE = 8080;
  public static final int ADMIN = 8090;
  public static final int FLINK = 8081;
  public static final int KAFKA = 9092;
  public static final int REDIS = 6379;

  public LocalPorts {
    Map<Integer, String> owners = new LinkedHashMap<>();
    claim(owners, "edge", edge);
    claim(owners, "admin", admin);
    claim(owners, "flink", flink);
    claim(owners, "kafka", kafka);
    claim(owners, "redis", redis);
  }

  Set<Integer> all() {
    return Set.of(edge, admin, flink, kafka, redis);
  }

  void requireFree() {
    Ports.requireFree("the edge", edge, "--edge-port");
    Ports.requireFree("the edge's admin calls", admin, "--admin-port");
    Ports.requireFree("flink", flink, "--flink-port");
    Ports.requireFree("kafka", kafka, "--kafka-port");
    Ports.requireFree("redis", redis, "--redis-port");
  }

  private static void claim(Map<Integer, String> owners, String owner, int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "--" + owner + "-port is " + port + ", expected a port from 1 to 65535");
    }
    String other = owners.putIfAbsent(port, owner);
    if (other != null) {
      throw new IllegalArgumentException(
          "--" + owner + "-port is " + port + ", which is --" + other + "-port already");
    }
  }
}
