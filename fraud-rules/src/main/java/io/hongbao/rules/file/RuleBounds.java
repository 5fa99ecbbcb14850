package io.hongbao.rules.file;

/**
 * How large a rule may be.
 *
 * @param maxFileBytes more is no rule but a mistaken file name
 * @param maxNesting levels of the YAML; a rule needs four
 * @param maxProblems how many problems of a file are told at once
 * @param maxRules of a set; each is looked at for every shake
 * @param maxSignals of a rule
 * @param maxSignalsOfSet different ones of all rules; each is a number on every signal vector
 * @param longestText characters of a description
 * @param longestWhenChars of a condition, in characters; CEL has no other bound on its cost
 */
public record RuleBounds(
    int maxFileBytes,
    int maxNesting,
    int maxProblems,
    int maxRules,
    int maxSignals,
    int maxSignalsOfSet,
    int longestText,
    int longestWhenChars) {

  public static final RuleBounds DEFAULT =
      new RuleBounds(256 * 1024, 8, 100, 200, 20, 200, 1_000, 4_096);
}
