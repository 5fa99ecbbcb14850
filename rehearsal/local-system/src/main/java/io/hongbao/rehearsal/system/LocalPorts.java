package io.hongbao.rehearsal.system;

import io.hongbao.rehearsal.parts.Ports;
import java.util.HashSet;
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

  /** With room for ports that only parts use among each other, which lie 10,000 above. */
  private static final int APART = 21_000;

  public LocalPorts {
    Map<Integer, String> owners = new LinkedHashMap<>();
    claim(owners, "edge", edge);
    claim(owners, "admin", admin);
    claim(owners, "flink", flink);
    claim(owners, "kafka", kafka);
    claim(owners, "redis", redis);
  }

  /**
   * Five that nobody holds now, far from those that {@code up} takes, for a system that people need
   * not find. They lie below the ports that systems give to outgoing connections, so that a part
   * that is started again finds its own free.
   */
  public static LocalPorts anyFree() {
    Set<Integer> promised = new HashSet<>();
    int[] free = new int[5];
    for (int i = 0; i < free.length; i++) {
      free[i] = Ports.anyFree(APART, promised);
      promised.add(free[i]);
    }
    return new LocalPorts(free[0], free[1], free[2], free[3], free[4]);
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
