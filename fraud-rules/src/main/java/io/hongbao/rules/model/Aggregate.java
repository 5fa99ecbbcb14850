package io.hongbao.rules.model;

/** How a signal makes one number of many. */
public enum Aggregate {
  COUNT("count", 0),
  DISTINCT("distinct", 0),
  SUM("sum", 0),
  AVG("avg", Double.NaN),
  MIN("min", Double.NaN),
  MAX("max", Double.NaN),
  /** Of a sample; not a number below two values. */
  STDDEV("stddev", Double.NaN),
  /** How often one event followed another. */
  FOLLOWS("follows", 0),
  /** How many others share something, counted up to a bound. */
  NEIGHBOURS("neighbours", 0);

  private final String label;
  private final double ofNothing;

  Aggregate(String label, double ofNothing) {
    this.label = label;
    this.ofNothing = ofNothing;
  }

  /** The word for it in rule files. */
  public String label() {
    return label;
  }

  /** Its value where nothing happened. */
  public double ofNothing() {
    return ofNothing;
  }
}
