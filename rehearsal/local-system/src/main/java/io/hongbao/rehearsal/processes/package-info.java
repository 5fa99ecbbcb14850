/**
 * The parts as processes of this machine, watched over, and Flink's jobs kept running in them.
 *
 * <p>{@link io.hongbao.rehearsal.processes.ProcessSystem} is the whole; {@link
 * io.hongbao.rehearsal.processes.Supervisor} starts, restarts and ends parts, of which each is a
 * {@link io.hongbao.rehearsal.processes.PartSpec}. After a SIGKILL of
 *
 * <ul>
 *   <li>a broker: it is started again and let back in when its former session is over; with three,
 *       others lead its partitions meanwhile;
 *   <li>Redis: it is started again, with or without its entries;
 *   <li>a TaskManager: its tasks move to the spare slots of another, see {@link
 *       io.hongbao.rehearsal.processes.FlinkParts}; if there is none, its restart is waited for;
 *   <li>the JobManager: it is started again without any job, and {@link
 *       io.hongbao.rehearsal.processes.JobSupervisor} hands it each from its newest checkpoint,
 *       which {@link io.hongbao.jobs.RetainedCheckpoints} finds as it does in a container;
 *   <li>us: no part survives.
 * </ul>
 */
package io.hongbao.rehearsal.processes;
