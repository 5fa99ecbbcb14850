package io.hongbao.rules.publish;

import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.ruleset.RuleHistory;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RulesRecordJson;
import io.hongbao.wire.records.MalformedRecordException;
import java.util.List;
import java.util.Optional;

/** What stands in the topic {@code rules}. */
public final class RulesLog {

  private final RuleHistory history = new RuleHistory();
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
      var unused = history.take(RulesRecordJson.decode(value));
    } catch (MalformedRecordException e) {
      // Everybody passes it over; who lists the versions tells how many there are.
      unreadable++;
    }
  }

  /** The versions that were published, and which are in force. */
  public RuleHistory history() {
    return history;
  }

  /** The newest version that does not wait for approval; empty if there is none. */
  public Optional<RuleSet> newest() {
    return history.inForce();
  }

  /** The versions that are or were in force, from the first on. */
  public List<RuleSet> versions() {
    return history.everInForce();
  }

  /** Records that are none. */
  public long unreadable() {
    return unreadable;
  }
}
