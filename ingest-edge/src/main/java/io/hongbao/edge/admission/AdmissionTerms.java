package io.hongbao.edge.admission;

/**
 * The terms that the controller sets for the next interval. Immutable.
 *
 * @param isLimiting whether new shakes are counted at all; the other values mean nothing if not
 * @param perSecond new shakes that are admitted
 * @param limit the place in the rotation below which users have the first call, and are told to use
 *     a turn
 * @param countedLimit the place below which shakes are counted, to learn the demand
 * @param delayMillis what a new shake is expected to wait
 */
public record AdmissionTerms(
    boolean isLimiting, double perSecond, long limit, long countedLimit, double delayMillis) {

  /** Everything is taken. */
  static AdmissionTerms open(double delayMillis) {
    return new AdmissionTerms(
        false, Double.POSITIVE_INFINITY, Long.MAX_VALUE, Long.MAX_VALUE, delayMillis);
  }

  /** Whether phones are told to leave turns out. */
  boolean isLengthening() {
    return isLimiting && limit != Long.MAX_VALUE;
  }
}
