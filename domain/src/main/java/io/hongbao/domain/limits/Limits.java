package io.hongbao.domain.limits;

/**
 * How much one user may win in a show.
 *
 * @param packetsPerUser packets of all enterprises together, at least 1
 * @param packetsPerUserAndEnterprise packets of one enterprise, at least 1
 */
public record Limits(int packetsPerUser, int packetsPerUserAndEnterprise) {

  public Limits {
    if (packetsPerUser < 1) {
      throw new IllegalArgumentException(
          "packets_per_user " + packetsPerUser + ": expected at least 1");
    }
    if (packetsPerUserAndEnterprise < 1) {
      throw new IllegalArgumentException(
          "packets_per_user_and_enterprise "
              + packetsPerUserAndEnterprise
              + ": expected at least 1");
    }
  }
}
