package io.hongbao.rehearsal.publish;

import io.hongbao.rules.book.RuleSet;
import io.hongbao.rules.book.RuleSetJson;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.topics.TopicReader;
import io.hongbao.wire.topics.Topics;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The versions that stand in the topic {@code rules}. Of records of the same version the first
 * holds, as for everybody who follows the topic.
 */
public final class RulesLog {

  private final TreeMap<Integer, RuleSet> versions = new TreeMap<>();
  private long unreadable;

  /** Reads what stands in the topic now. */
  public static RulesLog read(String bootstrapServers) {
    RulesLog log = new RulesLog();
    TopicReader.readToEnd(bootstrapServers, Topics.RULES, record -> log.take(record.value()));
    return log;
  }

  /**
   * Takes the next record.
   *
   * @param value null for a record that was deleted
   */
  void take(byte[] value) {
    if (value == null) {
      return;
    }
    try {
      RuleSet set = RuleSetJson.decode(value);
      versions.putIfAbsent(set.version(), set);
    } catch (MalformedRecordException e) {
      // Everybody passes it over; who lists the versions tells how many there are.
      unreadable++;
    }
  }

  /** The newest version; empty if nothing was published. */
  public Optional<RuleSet> newest() {
    return Optional.ofNullable(versions.lastEntry()).map(entry -> entry.getValue());
  }

  public Optional<RuleSet> version(int number) {
    return Optional.ofNullable(versions.get(number));
  }

  /** From the first on. */
  public List<RuleSet> versions() {
    return List.copyOf(versions.values());
  }

  /** Records that are no rule set. */
  public long unreadable() {
    return unreadable;
  }
}
