/**
 * What {@code bench overload} computes, without a server: when each phone shakes by what it was
 * told ({@link io.hongbao.rehearsal.bench.overload.PhoneSchedule}), what became of it ({@link
 * io.hongbao.rehearsal.bench.overload.CrowdTally}), and how calm that was.
 */
package io.hongbao.rehearsal.bench.overload;
