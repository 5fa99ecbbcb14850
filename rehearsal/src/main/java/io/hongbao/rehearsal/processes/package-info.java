/** The parts as processes of this machine, watched over, and Flink's jobs kept running in them. */
package io.hongbao.rehearsal.processes;
