package io.hongbao.domain.draw;

import io.hongbao.domain.risk.RiskLevel;

/**
 * A user's turn used, as it stands in the log.
 *
 * @param planNumber the plan that the edge followed
 * @param partition of the log it was read from
 * @param appendedAtMillis when the log took it, by the log's own clock
 */
public record Shake(
    String show,
    int bucket,
    String user,
    String waveId,
    int turn,
    long planNumber,
    RiskLevel riskLevel,
    int partition,
    long appendedAtMillis) {}
