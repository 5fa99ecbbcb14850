package io.hongbao.rules.publish;

import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.file.RuleReader;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Rule;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a publication makes of the set before it. A file is known by its name, whatever folder it
 * came from, and a rule by its id: one that stands in a file of another name now has moved there.
 *
 * @param texts of the new set, in the order of their names
 * @param words for each file that is new, changed, renamed, kept though not named, or taken out
 */
public record RuleChanges(List<RuleText> texts, Map<String, String> words) {

  private static final Set<String> NOTHING = Set.of("same", "kept");

  public RuleChanges {
    texts = List.copyOf(texts);
    words = new TreeMap<>(words);
  }

  /**
   * Puts files into a set.
   *
   * @param named files of this publication
   * @param alone whether what is not named is taken out
   * @throws IllegalArgumentException if two files have one name
   */
  public static RuleChanges of(Optional<RuleSet> before, List<RuleText> named, boolean alone) {
    Map<String, RuleText> texts = new TreeMap<>();
    Map<String, String> words = new TreeMap<>();
    Map<String, String> fileOfRule = new HashMap<>();
    for (RuleText text : named) {
      String name = Path.of(text.name()).getFileName().toString();
      if (texts.put(name, new RuleText(name, text.text())) != null) {
        throw new IllegalArgumentException(name + ": two files of this name, expected one");
      }
      words.put(name, "new");
      ruleIn(text).ifPresent(rule -> fileOfRule.put(rule.id(), name));
    }
    List<PublishedText> published = before.map(RuleSet::texts).orElse(List.of());
    for (PublishedText old : published) {
      put(old.file(), texts, words, alone, fileOfRule);
    }
    return new RuleChanges(new ArrayList<>(texts.values()), words);
  }

  private static void put(
      RuleText old,
      Map<String, RuleText> texts,
      Map<String, String> words,
      boolean alone,
      Map<String, String> fileOfRule) {
    String name = old.name();
    Optional<Rule> before = ruleIn(old);
    String file = before.map(rule -> fileOfRule.getOrDefault(rule.id(), name)).orElse(name);
    RuleText text = texts.get(file);
    if (text == null) {
      words.put(name, alone ? "taken out" : "kept");
      if (!alone) {
        texts.put(name, old);
      }
    } else if (!file.equals(name)) {
      boolean isSame = ruleIn(text).equals(before);
      words.merge(
          file, "renamed from " + name + (isSame ? "" : ", and changed"), RuleChanges::both);
    } else {
      words.merge(name, changed(old, before, text), RuleChanges::both);
    }
  }

  /** Joins two words about one file; "new" gives way to any other. */
  private static String both(String one, String other) {
    return one.equals("new") ? other : one + "; " + other;
  }

  private static String changed(RuleText old, Optional<Rule> before, RuleText text) {
    if (text.equals(old)) {
      return "same";
    }
    Optional<Rule> after = ruleIn(text);
    return before.isPresent() && after.isPresent() && !before.get().id().equals(after.get().id())
        ? "rule " + after.get().id() + " instead of " + before.get().id()
        : "changed";
  }

  /** The rule of a text; empty of lists, and of what is none. */
  static Optional<Rule> ruleIn(RuleText text) {
    return RuleReader.readPublished(List.of(text)).rules().stream()
        .findFirst()
        .map(ParsedRule::rule);
  }

  /** Whether nothing is new, changed, renamed or taken out. */
  public boolean isNothing() {
    return NOTHING.containsAll(words.values());
  }
}
