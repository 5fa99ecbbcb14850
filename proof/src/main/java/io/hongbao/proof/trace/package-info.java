/**
 * One shake's way: its records in the log with what drawing again says of them, its packet, and its
 * dead letters. Or a user's evening: all shakes, packets, money and verdicts.
 *
 * <p>Read {@link io.hongbao.proof.trace.ShakeTracer} first: it takes the records, from wherever
 * they come; {@link io.hongbao.proof.trace.UserShakes} and {@link
 * io.hongbao.proof.trace.UserPackets} do so for an evening. {@link io.hongbao.proof.trace.Trace}
 * brings them from Kafka.
 */
package io.hongbao.proof.trace;
