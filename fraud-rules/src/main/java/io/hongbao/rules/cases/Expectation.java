package io.hongbao.rules.cases;

import io.hongbao.domain.risk.RiskLevel;

/**
 * Somebody whom the rule must hit.
 *
 * @param who the name of a user, device or address, whatever the rule's verdict is on
 * @param level of the verdict
 * @param byMillis by when, from the case's beginning
 */
record Expectation(String who, RiskLevel level, long byMillis) {}
