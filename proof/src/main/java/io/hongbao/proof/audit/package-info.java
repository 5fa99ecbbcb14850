/**
 * Proves a show honest: draws its log again without Flink and holds what was won and what phones
 * heard against it.
 *
 * <p>Read {@link io.hongbao.proof.audit.AuditLedger} first: it takes the records, from wherever
 * they come, and gives the report. {@link io.hongbao.proof.audit.Audit} brings them from Kafka.
 * {@link io.hongbao.proof.audit.Replay} draws the log again; what is found wrong is told as a
 * {@link io.hongbao.proof.audit.Breach}, with its position and the command that shows it. Promises
 * 1 and 2 are checked by drawing again ({@link io.hongbao.proof.audit.OutcomeCheck}, {@link
 * io.hongbao.proof.audit.WinCheck}), 3 and 4 by counting alone ({@link
 * io.hongbao.proof.audit.SeedCheck}, {@link io.hongbao.proof.audit.LimitCheck}), 6 by {@link
 * io.hongbao.proof.audit.DeadLetterCheck}.
 */
package io.hongbao.proof.audit;
