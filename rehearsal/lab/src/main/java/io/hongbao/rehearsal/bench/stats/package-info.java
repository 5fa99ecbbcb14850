/** Figures: what was measured several times, said as a median with its range. */
package io.hongbao.rehearsal.bench.stats;
