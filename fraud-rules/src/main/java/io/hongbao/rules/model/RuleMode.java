package io.hongbao.rules.model;

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
