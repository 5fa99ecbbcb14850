package io.hongbao.rules.file;

import java.util.Objects;

/**
 * A file of a rule set as it was written.
 *
 * @param name of the file, as messages call it
 */
public record RuleText(String name, String text) {

  /** The file's name, without folders, that holds allow and deny lists instead of a rule. */
  public static final String LISTS = "lists.yaml";

  public RuleText {
    Objects.requireNonNull(text, "text");
    if (name.isBlank()) {
      throw new IllegalArgumentException("name '" + name + "': expected a file's name");
    }
  }

  /** Whether it holds lists. */
  public boolean isLists() {
    return name.equals(LISTS) || name.endsWith('/' + LISTS);
  }
}
