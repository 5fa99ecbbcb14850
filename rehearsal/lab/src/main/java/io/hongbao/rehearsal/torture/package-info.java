/**
 * Breaks the parts of a whole system under an audience, and looks whether a promise broke with
 * them.
 *
 * <p>Read {@link io.hongbao.rehearsal.torture.Torture} first, then {@link
 * io.hongbao.rehearsal.torture.FaultPlan} and {@link io.hongbao.rehearsal.torture.Recovery}; the
 * checkers of what phones heard are in {@code history}.
 */
package io.hongbao.rehearsal.torture;
