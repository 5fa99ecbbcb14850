package io.hongbao.rules.file;

import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.model.EntityLists;
import io.hongbao.rules.model.Signal;
import io.hongbao.yaml.Problem;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the texts of a rule set and checks all of them, each alone and one against the others. */
public final class RuleReader {

  private final RuleBounds bounds;
  private final boolean isPublished;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<ParsedRule> rules = new ArrayList<>();
  private final Map<String, String> placesById = new HashMap<>();
  private EntityLists lists = EntityLists.NONE;
  private String listsFile;

  private RuleReader(RuleBounds bounds, boolean isPublished) {
    this.bounds = bounds;
    this.isPublished = isPublished;
  }

  /** Reads texts; whatever is wrong with any of them is in the reading. */
  public static RuleReadResult read(List<RuleText> texts) {
    return read(texts, RuleBounds.DEFAULT, false);
  }

  /**
   * Reads texts that were published once. What can only fail or match nobody is left as it is: a
   * check that came later takes no rule set out of force.
   */
  public static RuleReadResult readPublished(List<RuleText> texts) {
    return read(texts, RuleBounds.DEFAULT, true);
  }

  private static RuleReadResult read(List<RuleText> texts, RuleBounds bounds, boolean isPublished) {
    RuleReader reader = new RuleReader(bounds, isPublished);
    texts.forEach(reader::take);
    reader.checkSet(texts);
    return new RuleReadResult(
        texts,
        reader.rules,
        reader.lists,
        reader.problems.stream().sorted().toList(),
        reader.warnings.stream().sorted().toList());
  }

  private void take(RuleText text) {
    Problems wrong = new Problems(text.name(), bounds.maxProblems());
    Problems doubtful = new Problems(text.name(), bounds.maxProblems());
    if (text.isLists()) {
      if (listsFile != null) {
        wrong.add(1, 1, "lists stand in " + listsFile + " too, expected one file of lists");
      }
      listsFile = text.name();
      YamlDocument.compose(text.text(), "lists", bounds.maxNesting(), wrong)
          .flatMap(root -> new ListsParser(wrong, isPublished).parse(root))
          .ifPresent(read -> lists = read);
    } else {
      YamlDocument.compose(text.text(), "a rule", bounds.maxNesting(), wrong)
          .flatMap(root -> new RuleParser(text, bounds, isPublished, wrong, doubtful).parse(root))
          .ifPresent(rule -> add(text.name(), rule, wrong));
    }
    problems.addAll(wrong.byPlace());
    warnings.addAll(doubtful.byPlace());
  }

  private void add(String file, ParsedRule parsed, Problems wrong) {
    String id = parsed.rule().id();
    String before = placesById.putIfAbsent(id, file + ':' + parsed.idLine());
    if (before != null) {
      wrong.add(
          parsed.idLine(),
          parsed.idColumn(),
          "rule '" + id + "' stands in " + before + " too, expected another id");
    } else {
      rules.add(parsed);
    }
  }

  private void checkSet(List<RuleText> texts) {
    if (rules.size() > bounds.maxRules()) {
      problems.add(
          new Problem(
              texts.get(0).name(),
              1,
              1,
              rules.size() + " rules, expected at most " + bounds.maxRules()));
    }
    Set<Signal> signals = new HashSet<>();
    rules.forEach(parsed -> signals.addAll(parsed.rule().signals().values()));
    if (signals.size() > bounds.maxSignalsOfSet()) {
      problems.add(
          new Problem(
              texts.get(0).name(),
              1,
              1,
              signals.size() + " different signals, expected at most " + bounds.maxSignalsOfSet()));
    }
  }
}
