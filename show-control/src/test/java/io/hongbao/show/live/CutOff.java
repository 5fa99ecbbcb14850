package io.hongbao.show.live;

/** Cuts a connection off after so many operations. */
public final class CutOff {

  private int left;

  public CutOff(int operations) {
    this.left = operations;
  }

  public static CutOff never() {
    return new CutOff(Integer.MAX_VALUE);
  }

  /** One operation more; fails if it is one too many. */
  public void pass() {
    if (left == 0) {
      throw new LogUnavailableException("cut off", new IllegalStateException("by the test"));
    }
    left--;
  }
}
