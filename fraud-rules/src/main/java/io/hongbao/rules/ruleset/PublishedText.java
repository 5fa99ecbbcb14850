package io.hongbao.rules.ruleset;

import io.hongbao.rules.file.RuleText;
import java.util.Objects;

/**
 * A file of a published set.
 *
 * @param version of the set in which its text was new; the version that verdicts name
 */
public record PublishedText(RuleText file, int version) {

  public PublishedText {
    Objects.requireNonNull(file, "file");
    if (version < 1) {
      throw new IllegalArgumentException("version " + version + ": expected 1 or more");
    }
  }
}
