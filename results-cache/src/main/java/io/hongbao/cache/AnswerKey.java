package io.hongbao.cache;

import io.hongbao.domain.draw.ShakeId;

/** Which answer: of which user's turn in which show. */
public record AnswerKey(String show, String user, ShakeId shakeId) {}
