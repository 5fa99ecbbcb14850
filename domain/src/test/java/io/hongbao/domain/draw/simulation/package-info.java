/**
 * The parts of the seeded simulation of the draw; {@link io.hongbao.domain.draw.DrawSimulation}
 * puts them together.
 *
 * <p>{@link io.hongbao.domain.draw.simulation.SimulatedLog} makes a log from a seed, {@link
 * io.hongbao.domain.draw.simulation.DrawInstance} decides it as the job does, with checkpoints and
 * crashes, {@link io.hongbao.domain.draw.simulation.CacheModel} holds what phones can see, and
 * {@link io.hongbao.domain.draw.simulation.PromiseChecker} holds all of that against the promises
 * by counting alone.
 */
package io.hongbao.domain.draw.simulation;
