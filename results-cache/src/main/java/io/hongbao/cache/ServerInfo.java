package io.hongbao.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * What a Redis server says of itself, and what of that breaks what the cache rests on. All of it is
 * in the reply to INFO, so a server that refuses CONFIG, as managed ones do, is checked as well.
 */
final class ServerInfo {

  /** The oldest that the tests run against. */
  private static final int MAJOR_MIN = 6;

  private static final int MINOR_MIN = 2;

  private final String address;
  private final Map<String, String> fields;

  private ServerInfo(String address, Map<String, String> fields) {
    this.address = address;
    this.fields = fields;
  }

  /**
   * Reads the reply to INFO.
   *
   * @param address of the server, for messages
   */
  static ServerInfo parse(String address, String info) {
    Map<String, String> fields = new HashMap<>();
    info.lines()
        .map(String::strip)
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              if (colon > 0 && !line.startsWith("#")) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
              }
            });
    return new ServerInfo(address, fields);
  }

  /** 40 hex digits, new at each start of the server. */
  String runId() {
    return field("run_id")
        .orElseThrow(
            () ->
                new CacheUnavailableException(
                    String.format(
                        Locale.ROOT,
                        "Redis at %s gives no run_id in INFO, expected one: by it a restart is noticed; connect to the server itself",
                        address)));
  }

  /** Why nothing can be written to this server; nobody talks to it then. */
  Optional<String> unfit() {
    if (field("role").filter("slave"::equals).isPresent()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "Redis at %s is a replica of %s:%s and takes no writes, expected the primary; give the primary's address",
              address,
              fieldOr("master_host"),
              fieldOr("master_port")));
    }
    if (field("redis_mode").or(() -> field("server_mode")).filter("sentinel"::equals).isPresent()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "Redis at %s is a Sentinel and keeps no data, expected the primary; give the primary's address",
              address));
    }
    if (field("redis_mode").filter("cluster"::equals).isPresent()
        || field("cluster_enabled").filter("1"::equals).isPresent()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "Redis at %s runs in cluster mode, expected a server of its own; set cluster-enabled no, or give another server's address",
              address));
    }
    return field("redis_version")
        .filter(version -> !isNewEnough(version))
        .map(
            version ->
                String.format(
                    Locale.ROOT,
                    "Redis at %s is version %s, expected %d.%d or later; start a newer one",
                    address,
                    version,
                    MAJOR_MIN,
                    MINOR_MIN));
  }

  /** What breaks the law here: no edge is ready while there is any. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    unfit().ifPresent(problems::add);
    Optional<String> policy = field("maxmemory_policy").filter(name -> name.startsWith("allkeys"));
    if (policy.isPresent() && isNumber("maxmemory", bytes -> bytes > 0)) {
      problems.add(
          String.format(
              Locale.ROOT,
              "Redis at %s has maxmemory-policy %s and maxmemory %s bytes, expected noeviction or volatile-ttl: it may drop the users' packets; write maxmemory-policy volatile-ttl into redis.conf and start it again, or, where CONFIG is allowed, run CONFIG SET maxmemory-policy volatile-ttl as well",
              address,
              policy.get(),
              fieldOr("maxmemory")));
    }
    return problems;
  }

  /** What an operator should know though the show can go on. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (field("maxmemory_policy").isEmpty() || field("maxmemory").isEmpty()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "Redis at %s does not say maxmemory and maxmemory_policy in INFO, so its policy was not checked, expected noeviction or volatile-ttl; see to it by hand",
              address));
    }
    if (field("role").isEmpty()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "Redis at %s does not say its role in INFO, so whether it is the primary was not checked; see to it by hand",
              address));
    }
    for (String status : List.of("aof_last_write_status", "rdb_last_bgsave_status")) {
      field(status)
          .filter(value -> !value.equals("ok"))
          .ifPresent(
              value ->
                  warnings.add(
                      String.format(
                          Locale.ROOT,
                          "Redis at %s has %s %s, expected ok: it refuses writes or forgets them at its next start; see to its disk and memory",
                          address,
                          status,
                          value)));
    }
    return warnings;
  }

  private Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
  }

  private String fieldOr(String name) {
    return field(name).orElse("?");
  }

  private boolean isNumber(String name, LongPredicate holds) {
    try {
      return field(name).map(Long::parseLong).filter(holds::test).isPresent();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** A version that cannot be read is taken for new enough: some services have one of their own. */
  private static boolean isNewEnough(String version) {
    String[] parts = version.split("\\.", -1);
    try {
      int major = Integer.parseInt(parts[0]);
      int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      return major > MAJOR_MIN || (major == MAJOR_MIN && minor >= MINOR_MIN);
    } catch (NumberFormatException e) {
      return true;
    }
  }
}
