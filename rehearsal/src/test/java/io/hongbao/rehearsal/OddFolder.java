package io.hongbao.rehearsal;

/** A folder that every part must be able to work in. */
public final class OddFolder {

  /** Each format that a path is written into has a rule for some of it. */
  public static final String NAME =
      " my data 中文 %20 %d%i #a?b;c&d $HOME$ 'q' \"Q\" ~*[g]{h}=@+!|<> ";

  private OddFolder() {}
}
