/**
 * Proves a show honest: draws its log again without Flink and holds what was won and what phones
 * heard against it.
 *
 * <p>Read {@link io.hongbao.rehearsal.audit.AuditLedger} first: it takes the records, from wherever
 * they come, and gives the report. {@link io.hongbao.rehearsal.audit.Audit} brings them from Kafka.
 * {@link io.hongbao.rehearsal.audit.Replay} draws the log again; what is found wrong is told as a
 * {@link io.hongbao.rehearsal.audit.Breach}, with its position and the command that shows it.
 * Promises 1 and 2 are checked by drawing again ({@link io.hongbao.rehearsal.audit.OutcomeCheck},
 * {@link io.hongbao.rehearsal.audit.WinCheck}), 3 and 4 by counting alone ({@link
 * io.hongbao.rehearsal.audit.SeedCheck}, {@link io.hongbao.rehearsal.audit.LimitCheck}), 6 by
 * {@link io.hongbao.rehearsal.audit.DeadLetterCheck}.
 */
package io.hongbao.rehearsal.audit;
