package io.hongbao.rules.file;

import io.hongbao.rules.condition.Condition;
import io.hongbao.rules.model.EntityLists;
import io.hongbao.rules.model.Rule;
import io.hongbao.yaml.Problem;
import java.util.List;

/**
 * What came of reading the files of a rule set.
 *
 * @param texts as they were read, those of files that could not be read left out
 * @param rules those without a problem
 * @param lists empty ones if there is a problem with them
 * @param problems of all files, by their place; with any of them it is no rule set
 * @param warnings as {@code problems}; they keep nobody from publishing
 */
public record RuleReadResult(
    List<RuleText> texts,
    List<ParsedRule> rules,
    EntityLists lists,
    List<Problem> problems,
    List<Problem> warnings) {

  /**
   * A rule without a problem, and its condition ready to be asked.
   *
   * @param file it stands in
   * @param idLine where its id stands, from 1
   * @param idColumn from 1
   * @param whenLine where its condition stands, from 1
   * @param whenColumn from 1
   */
  public record ParsedRule(
      RuleText file,
      Rule rule,
      Condition condition,
      int idLine,
      int idColumn,
      int whenLine,
      int whenColumn) {}

  public RuleReadResult {
    texts = List.copyOf(texts);
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }
}
