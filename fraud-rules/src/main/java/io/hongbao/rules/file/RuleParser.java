package io.hongbao.rules.file;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.Condition;
import io.hongbao.rules.condition.ConditionFault;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.model.EntityLists;
import io.hongbao.rules.model.Rule;
import io.hongbao.rules.model.Rule.RuleMode;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.model.VerdictSpec;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads a rule out of the nodes of a file. Whatever is wrong is told, and the rest is read all the
 * same; with any problem there is no rule.
 */
final class RuleParser {

  private static final List<String> KEYS =
      List.of("id", "description", "mode", "rollout", "signals", "when", "verdict");
  private static final List<String> VERDICT_KEYS = List.of("on", "level", "for");

  private final RuleText file;
  private final RuleBounds bounds;
  private final boolean isPublished;
  private final Problems problems;
  private final Problems warnings;

  RuleParser(
      RuleText file, RuleBounds bounds, boolean isPublished, Problems problems, Problems warnings) {
    this.file = file;
    this.bounds = bounds;
    this.isPublished = isPublished;
    this.problems = problems;
    this.warnings = warnings;
  }

  Optional<ParsedRule> parse(Node root) {
    return YamlMapping.read(root, "rule", KEYS, problems).flatMap(this::rule);
  }

  private Optional<ParsedRule> rule(YamlMapping map) {
    Optional<String> id = map.value("id", RuleParser::id);
    Optional<String> description = map.value("description", Scalars.text(bounds.longestText()));
    Optional<RuleMode> mode = map.value("mode", RuleKeywords.MODE);
    Optional<Integer> rollout = map.valueOr("rollout", 100, Scalars.whole(0, 100));
    Map<String, Node> signalNodes =
        map.node("signals")
            .map(
                node ->
                    YamlMapping.named(
                        node, "signals", bounds.maxSignals(), RuleKeywords::signalName, problems))
            .orElseGet(Map::of);
    Map<String, Signal> signals = signals(signalNodes);
    Optional<VerdictSpec> verdict = map.node("verdict").flatMap(this::verdictSpec);
    Optional<String> when = map.value("when", Scalars.text(bounds.longestWhenChars()));
    Optional<Condition> condition =
        when.flatMap(text -> condition(map.place("when"), text, signalNodes));
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    Rule rule =
        new Rule(
            id.orElseThrow(),
            description.orElseThrow(),
            mode.orElseThrow(),
            rollout.orElseThrow(),
            signals,
            when.orElseThrow(),
            verdict.orElseThrow());
    Mark idMark = map.place("id").getStartMark().orElseThrow();
    Mark whenMark = map.place("when").getStartMark().orElseThrow();
    return Optional.of(
        new ParsedRule(
            file,
            rule,
            condition.orElseThrow(),
            idMark.getLine() + 1,
            idMark.getColumn() + 1,
            whenMark.getLine() + 1,
            whenMark.getColumn() + 1));
  }

  private static String id(String text) {
    if (text.equals(EntityLists.DENY_RULE)) {
      throw new IllegalArgumentException("stands for the deny list, expected another id");
    }
    return Scalars.id(text);
  }

  private Map<String, Signal> signals(Map<String, Node> nodes) {
    Map<String, Signal> signals = new LinkedHashMap<>();
    SignalParser parser = new SignalParser(problems);
    nodes.forEach(
        (name, node) -> parser.parse(name, node).ifPresent(signal -> signals.put(name, signal)));
    return signals;
  }

  /** A signal that could not be read has a name all the same: the condition may use it. */
  private Optional<Condition> condition(Node place, String text, Map<String, Node> signals) {
    List<ConditionFault> faults = new ArrayList<>();
    Optional<Condition> condition =
        Condition.compile(
            text,
            signals.keySet().stream().filter(RuleKeywords::isNoWordOfCel).toList(),
            faults::add);
    if (!isPublished) {
      condition.ifPresent(checked -> faults.addAll(checked.certainFaults()));
    }
    for (ConditionFault fault : faults) {
      PlaceInScalar found = PlaceInScalar.of((ScalarNode) place, fault.line(), fault.column());
      problems.add(found.line(), found.column(), "when: " + fault.message());
    }
    condition.ifPresent(
        checked -> {
          checked.doubts().forEach(doubt -> warnings.add(place, "when: " + doubt));
          signals.forEach(
              (name, node) -> {
                if (!checked.uses(name)) {
                  warnings.add(node, "signal " + name + " is not used, expected it in when");
                }
              });
        });
    return condition;
  }

  private Optional<VerdictSpec> verdictSpec(Node node) {
    return YamlMapping.read(node, "verdict", VERDICT_KEYS, problems)
        .flatMap(
            map -> {
              Optional<EntityKind> on = map.value("on", RuleKeywords.ENTITY_KIND);
              Optional<RiskLevel> level = map.value("level", RuleKeywords.LEVEL);
              Optional<Long> forMillis =
                  map.value(
                      "for",
                      Scalars.millis(VerdictSpec.SHORTEST_MILLIS, VerdictSpec.LONGEST_MILLIS));
              if (on.isEmpty() || level.isEmpty() || forMillis.isEmpty()) {
                return Optional.empty();
              }
              return Optional.of(new VerdictSpec(on.get(), level.get(), forMillis.get()));
            });
  }
}
