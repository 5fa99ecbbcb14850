/** What Linux tells of processes and of the machine, and which cores they run on. */
package io.hongbao.rehearsal.bench.process;
