package io.hongbao.jobs.risk;

import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleHistory;
import io.hongbao.rules.ruleset.RulesRecordJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was read of the topic {@code rules} and is in force: a version that waits for a second
 * person is none. Written by one thread, read by any.
 */
final class PublishedRules {

  /** As many as a timeline keeps. */
  private static final int MAX_RULE_SETS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(PublishedRules.class);

  private final RuleHistory history = new RuleHistory();
  private final AtomicLong bad = new AtomicLong();
  private volatile List<CompiledRuleSet> ruleSets = List.of();

  /**
   * Takes a record; one that is no rule set is logged and counted, and changes nothing.
   *
   * @param value null for a record that was deleted
   */
  void accept(byte[] value) {
    if (value == null) {
      return;
    }
    try {
      history.take(RulesRecordJson.decode(value)).map(CompiledRuleSet::of).ifPresent(this::add);
    } catch (RuntimeException e) {
      bad.incrementAndGet();
      LOG.error("a record of topic rules is passed over, the rules before it stay in force", e);
    }
  }

  private void add(CompiledRuleSet ruleSet) {
    if (ruleSets.stream().anyMatch(known -> known.version() == ruleSet.version())) {
      return;
    }
    List<CompiledRuleSet> more = new ArrayList<>(ruleSets);
    more.add(ruleSet);
    more.sort(Comparator.comparingInt(CompiledRuleSet::version));
    ruleSets = List.copyOf(more.subList(Math.max(0, more.size() - MAX_RULE_SETS), more.size()));
    LOG.info("rule set {} with {} rules is known", ruleSet.version(), ruleSet.rules().size());
  }

  List<CompiledRuleSet> compiledRuleSets() {
    return ruleSets;
  }

  long bad() {
    return bad.get();
  }
}
