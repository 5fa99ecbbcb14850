package io.hongbao.rules.model;

import io.hongbao.domain.Names;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A condition over signals and what follows from it. It is known by its id, whatever file it stands
 * in and whatever its description says; two of one id that differ in no more judge the same.
 *
 * @param rolloutPercent of the entities that it may speak of, 0 to 100, stable by hash
 * @param signals by the names that {@code when} uses, in the file's order
 * @param when the condition, in CEL
 */
public record Rule(
    String id,
    String description,
    RuleMode mode,
    int rolloutPercent,
    Map<String, Signal> signals,
    String when,
    VerdictSpec verdict) {

  /** How far a rule may go. */
  public enum RuleMode {
    /** Not evaluated. */
    OFF("off"),
    /** Evaluated and told, and acts on nobody. */
    SHADOW("shadow"),
    /** Its verdicts reach the edges. */
    ACTIVE("active");

    private final String label;

    RuleMode(String label) {
      this.label = label;
    }

    /** The word for it in rule files. */
    public String label() {
      return label;
    }
  }

  public Rule {
    Names.requireId("rule", id);
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(mode, "mode");
    if (rolloutPercent < 0 || rolloutPercent > 100) {
      throw new IllegalArgumentException("rollout " + rolloutPercent + ": expected 0 to 100");
    }
    signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
    Objects.requireNonNull(when, "when");
    Objects.requireNonNull(verdict, "verdict");
  }

  /** What of it judges: without the description, which people alone read. */
  public Rule withoutDescription() {
    return new Rule(id, "", mode, rolloutPercent, signals, when, verdict);
  }
}
