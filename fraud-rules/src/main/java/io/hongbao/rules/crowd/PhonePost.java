package io.hongbao.rules.crowd;

/**
 * A phone posts.
 *
 * @param atMillis by the show's clock
 * @param again whether it has posted in this turn before, for want of patience
 */
public record PhonePost(long atMillis, boolean again) {}
