package io.hongbao.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The topics of the system and the settings that the law rests on.
 *
 * @param partitions of {@code shakes}, fixed for a show
 * @param replication copies of every record
 * @param minInsyncReplicas copies that must have a record before it is acknowledged
 */
public record Topics(int partitions, short replication, short minInsyncReplicas) {

  public static final String SHAKES = "shakes";
  public static final String PACKETS = "packets";
  public static final String LEDGER = "ledger";
  public static final String PAYOUTS = "payouts";
  public static final String RULES = "rules";
  public static final String VERDICTS = "verdicts";
  public static final String VERDICT_REASONS = "verdict-reasons";
  public static final String SHOW = "show";
  public static final String SHOW_ACKS = "show-acks";
  public static final String DEAD_LETTERS = "dead-letters";

  private static final String FOR_EVER = "-1";

  public Topics {
    if (partitions < 1 || replication < 1 || minInsyncReplicas < 1) {
      throw new IllegalArgumentException(
          "partitions, replication and min.insync.replicas: expected at least 1 each");
    }
    if (minInsyncReplicas > replication) {
      throw new IllegalArgumentException(
          "min.insync.replicas " + minInsyncReplicas + " above replication " + replication);
    }
  }

  /** For so many brokers: three copies, two in sync, as far as there are brokers for it. */
  public static Topics forBrokers(int brokers, int partitions) {
    short replication = (short) Math.min(3, brokers);
    return new Topics(partitions, replication, (short) Math.max(1, replication - 1));
  }

  /**
   * A topic and what must be set.
   *
   * @param config the settings that other values of would break a promise
   */
  public record Topic(String name, int partitions, Map<String, String> config) {
    public Topic {
      config = Map.copyOf(config);
    }

    /** Whether every record from offset 0 on must be there. */
    boolean isKeptForEver() {
      return FOR_EVER.equals(config.get("retention.ms"));
    }
  }

  public List<Topic> all() {
    return List.of(
        new Topic(SHAKES, partitions, kept()),
        new Topic(PACKETS, partitions, kept()),
        new Topic(LEDGER, partitions, kept()),
        new Topic(PAYOUTS, partitions, kept()),
        new Topic(RULES, 1, compacted()),
        new Topic(VERDICTS, partitions, compacted()),
        new Topic(VERDICT_REASONS, partitions, keptFor(Duration.ofDays(7))),
        new Topic(SHOW, 1, compacted()),
        new Topic(SHOW_ACKS, 1, keptFor(Duration.ofDays(7))),
        new Topic(DEAD_LETTERS, 1, keptFor(Duration.ofDays(90))));
  }

  /** The log's own clock stamps records, so that an acknowledgement tells an edge its error. */
  private Map<String, String> base() {
    Map<String, String> config = new TreeMap<>();
    config.put("min.insync.replicas", Short.toString(minInsyncReplicas));
    config.put("unclean.leader.election.enable", "false");
    config.put("message.timestamp.type", "LogAppendTime");
    config.put("retention.bytes", FOR_EVER);
    return config;
  }

  private Map<String, String> kept() {
    Map<String, String> config = base();
    config.put("cleanup.policy", "delete");
    config.put("retention.ms", FOR_EVER);
    return config;
  }

  private Map<String, String> keptFor(Duration time) {
    Map<String, String> config = kept();
    config.put("retention.ms", Long.toString(time.toMillis()));
    return config;
  }

  private Map<String, String> compacted() {
    Map<String, String> config = base();
    config.put("cleanup.policy", "compact");
    return config;
  }
}
