package io.hongbao.edge.page;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.edge.fixtures.PlanFixture;

/** A turn of a user early in wave first, at whose start tests begin, so that it lasts. */
final class TurnFixture {

  private static final int TURN = 3;

  private TurnFixture() {}

  static ShakeId shakeId() {
    return new ShakeId(PlanFixture.FIRST.id(), TURN);
  }

  static AnswerKey keyOf(String user) {
    return new AnswerKey(PlanFixture.SHOW, user, shakeId());
  }

  static long startFor(String user) {
    return PlanFixture.FIRST.turnStartsAtMillis(TURN, UserHash.of(user));
  }
}
