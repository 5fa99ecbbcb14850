/**
 * Proves a show honest: draws its log again without Flink and holds what was won and what phones
 * heard against it.
 *
 * <pre>
 * show ──────────────────────────────► budgets, buckets of each show
 * packets ───────┐
 * dead-letters ──┼─ PartitionSpill ─► one file for each partition of shakes
 * seen file ─────┘                          │
 *                                           ▼
 * shakes, one partition after another ─► LogReplay ─► checks ─► endPartition: counted, forgotten
 *                                                                 │
 *                                                all partitions ──┴─► budgets ─► AuditReport
 * </pre>
 *
 * <p>A bucket lives in one partition, and a user of a show in one bucket. So all that is held
 * against each other, but the budgets, is of one partition, and no more than one is in memory: at
 * most 15 bytes for each of its records, and what its winners need.
 *
 * <p>Read {@link io.hongbao.proof.audit.AuditEngine} first: it takes the records, from wherever
 * they come, and gives the report. {@link io.hongbao.proof.audit.Audit} brings them from Kafka.
 * {@link io.hongbao.proof.audit.LogReplay} draws the log again; what is found wrong is reported as
 * a {@link io.hongbao.proof.audit.AuditBreach}, with its position and the command that shows it.
 * Promises 1 and 2 are checked by drawing again ({@link io.hongbao.proof.audit.OutcomeCheck},
 * {@link io.hongbao.proof.audit.WinCheck}), 3 and 4 by counting alone ({@link
 * io.hongbao.proof.audit.SeedCheck}, {@link io.hongbao.proof.audit.LimitCheck}), 6 by {@link
 * io.hongbao.proof.audit.DeadLetterCheck}. Beside the promises, {@link
 * io.hongbao.proof.audit.ChangeEffects} names the turns that operators' changes affected.
 */
package io.hongbao.proof.audit;
