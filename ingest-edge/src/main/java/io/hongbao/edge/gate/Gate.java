package io.hongbao.edge.gate;

/** A small check before a shake is logged. Thread-safe; never blocks. */
public interface Gate {

  /** As it is called in metrics. */
  String name();

  /** Whether it needs to know what the body says; the body is read before the first such gate. */
  default boolean needsBody() {
    return false;
  }

  /** Checks a request, and may note on it what it found out. */
  GateResult check(ShakeRequest request);
}
