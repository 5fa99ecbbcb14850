package io.hongbao.jobs.risk;

import io.hongbao.rules.signal.SignalVector;

/**
 * A signal vector on its way from counter to counter.
 *
 * @param ruleSetVersion of the rule set under which it set out; its values are by that set's plan
 */
record VersionedSignalVector(int ruleSetVersion, SignalVector vector) {}
