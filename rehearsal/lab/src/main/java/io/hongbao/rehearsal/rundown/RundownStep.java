package io.hongbao.rehearsal.rundown;

import java.time.Duration;

/**
 * One line of a script.
 *
 * @param at when, from the beginning of the show, before it is scaled
 */
public record RundownStep(Duration at, Order order) {}
