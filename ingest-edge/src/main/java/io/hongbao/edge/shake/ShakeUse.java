package io.hongbao.edge.shake;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.show.BucketPlace;

/**
 * A turn to be used: all that the log needs to know of it.
 *
 * @param place where it goes in the log
 * @param namedUntilMillis from when on the turn may no longer be named
 */
public record ShakeUse(
    AnswerKey key,
    BucketPlace place,
    long planNumber,
    long stampMillis,
    String device,
    String address,
    RiskLevel riskLevel,
    long namedUntilMillis) {}
