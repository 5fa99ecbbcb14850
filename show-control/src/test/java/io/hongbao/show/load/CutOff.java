package io.hongbao.show.load;

/** Cuts a connection off after so many operations. */
final class CutOff {

  private int left;

  CutOff(int operations) {
    this.left = operations;
  }

  static CutOff never() {
    return new CutOff(Integer.MAX_VALUE);
  }

  /** One operation more; fails if it is one too many. */
  void pass() {
    if (left == 0) {
      throw new LogUnavailableException("cut off", new IllegalStateException("by the test"));
    }
    left--;
  }
}
