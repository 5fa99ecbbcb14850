package io.hongbao.rules.publish;

import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a publication makes of the set before it. Files are one and the same by their names,
 * whatever folder they came from.
 *
 * @param texts of the new set, in the order of their names
 * @param words for each file that is new, changed, kept though not named, or taken out
 */
public record RuleChanges(List<RuleText> texts, Map<String, String> words) {

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
    for (RuleText text : named) {
      String name = Path.of(text.name()).getFileName().toString();
      if (texts.put(name, new RuleText(name, text.text())) != null) {
        throw new IllegalArgumentException(name + ": two files of this name, expected one");
      }
      words.put(name, "new");
    }
    for (PublishedText published : before.map(RuleSet::texts).orElse(List.of())) {
      String name = published.file().name();
      RuleText text = texts.get(name);
      if (text == null) {
        words.put(name, alone ? "taken out" : "kept");
        if (!alone) {
          texts.put(name, published.file());
        }
      } else {
        words.put(name, text.equals(published.file()) ? "same" : "changed");
      }
    }
    return new RuleChanges(new ArrayList<>(texts.values()), words);
  }

  /** Whether nothing is new, changed or taken out. */
  public boolean isNothing() {
    return words.values().stream().allMatch(word -> word.equals("same") || word.equals("kept"));
  }
}
