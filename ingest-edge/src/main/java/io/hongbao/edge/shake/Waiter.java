package io.hongbao.edge.shake;

/** Somebody who wants to hear of a shake. */
public interface Waiter {

  /** Whether it waits for the answer; else it is content with knowing that the shake is logged. */
  boolean waitsForAnswer();

  /** Hears what there is to say, once. Called in any thread; must return at once. */
  void hear(Fate fate);
}
