package io.hongbao.rules.publish;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Rule;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.model.VerdictSpec;
import io.hongbao.rules.ruleset.RuleHistory;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import io.hongbao.yaml.DurationFormatter;
import io.hongbao.yaml.NearNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What became of one rule, by its id, in the versions that were published. */
public final class RuleRevisions {

  /**
   * A rule as a version has it.
   *
   * @param version that its verdicts name: of the set in which it began to judge as it does
   */
  public record PublishedRule(RuleText file, int version, Rule rule) {}

  /**
   * A version that changed the rule, or waited to.
   *
   * @param before in force until then; empty if there was none of its id
   * @param after empty if the version took it out
   */
  public record Revision(
      RuleSet set, Optional<PublishedRule> before, Optional<PublishedRule> after) {

    /** Whether it judges otherwise than before. */
    public boolean isJudgingOtherwise() {
      return !before.map(PublishedRule::version).equals(after.map(PublishedRule::version));
    }

    /** The differences from before, a line each, such as {@code mode: shadow → active}. */
    public List<String> changes() {
      if (after.isEmpty()) {
        return List.of("taken out");
      }
      if (before.isEmpty()) {
        return List.of("new: " + after.get().rule().when());
      }
      Rule old = before.get().rule();
      Rule now = after.get().rule();
      List<String> changes = new ArrayList<>();
      add(changes, "when", old.when(), now.when());
      Set<String> names = new TreeSet<>(old.signals().keySet());
      names.addAll(now.signals().keySet());
      for (String name : names) {
        add(changes, name, signal(old, name), signal(now, name));
      }
      add(changes, "mode", old.mode().label(), now.mode().label());
      add(changes, "rollout", old.rolloutPercent() + " %", now.rolloutPercent() + " %");
      add(changes, "verdict", words(old.verdict()), words(now.verdict()));
      add(changes, "description", old.description(), now.description());
      add(changes, "file", before.get().file().name(), after.get().file().name());
      return changes.isEmpty() ? List.of("comments or layout") : List.copyOf(changes);
    }

    private static void add(List<String> changes, String what, String old, String now) {
      if (!old.equals(now)) {
        changes.add(what + ": " + old + " → " + now);
      }
    }

    private static String signal(Rule rule, String name) {
      Signal signal = rule.signals().get(name);
      return signal == null ? "none" : signal.canonical();
    }

    private static String words(VerdictSpec verdict) {
      return String.format(
          Locale.ROOT,
          "%s on %s for %s",
          verdict.level().name().toLowerCase(Locale.ROOT),
          verdict.on().name().toLowerCase(Locale.ROOT),
          DurationFormatter.format(verdict.forMillis()));
    }
  }

  private final Map<RuleText, Optional<Rule>> rules = new HashMap<>();
  private final String id;

  private RuleRevisions(String id) {
    this.id = id;
  }

  /**
   * The versions that changed a rule, from the first on.
   *
   * @throws OperationFailedException if no version has it; the message names those that there are
   */
  public static List<Revision> of(RuleHistory history, String id) {
    List<Revision> revisions = new RuleRevisions(id).of(history);
    if (revisions.isEmpty()) {
      throw new OperationFailedException(
          "no version has a rule '"
              + id
              + "', expected one of "
              + NearNames.listed(id, ids(history)));
    }
    return revisions;
  }

  private List<Revision> of(RuleHistory history) {
    List<RuleSet> everInForce = history.everInForce();
    List<Revision> revisions = new ArrayList<>();
    Optional<PublishedRule> current = Optional.empty();
    for (RuleSet set : history.versions()) {
      Optional<PublishedRule> now = find(set);
      if (!now.equals(current)) {
        revisions.add(new Revision(set, current, now));
      }
      if (everInForce.contains(set)) {
        current = now;
      }
    }
    return revisions;
  }

  private Optional<PublishedRule> find(RuleSet set) {
    for (PublishedText text : set.texts()) {
      // Most texts are of other rules, and need not be compiled to know it.
      if (text.file().text().contains(id)) {
        Optional<Rule> rule = rules.computeIfAbsent(text.file(), RuleChanges::ruleIn);
        if (rule.filter(each -> each.id().equals(id)).isPresent()) {
          return Optional.of(new PublishedRule(text.file(), text.version(), rule.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Set<String> ids(RuleHistory history) {
    Set<String> ids = new TreeSet<>();
    history
        .inForce()
        .ifPresent(
            set ->
                set.texts()
                    .forEach(
                        text ->
                            RuleChanges.ruleIn(text.file()).ifPresent(rule -> ids.add(rule.id()))));
    return ids;
  }
}
