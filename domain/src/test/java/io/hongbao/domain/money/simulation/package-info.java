/**
 * The parts of the seeded simulation of packets and their money; {@link
 * io.hongbao.domain.money.simulation.MoneySimulation} puts them together.
 *
 * <p>{@link io.hongbao.domain.money.simulation.MoneyWorld} makes a log from a seed: phones,
 * operators, a clock and a payment system that answers what the engine instructs. {@link
 * io.hongbao.domain.money.simulation.MoneyChecker} holds every decision against the promises by
 * following each fen alone; it asks neither the engine nor a state.
 */
package io.hongbao.domain.money.simulation;
