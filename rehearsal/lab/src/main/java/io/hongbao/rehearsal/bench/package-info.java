/**
 * What a shake costs, as ratios against a baseline in the same run. {@link
 * io.hongbao.rehearsal.bench.Benchmark} lists the benchmarks; {@link
 * io.hongbao.rehearsal.bench.BenchRun} runs them; {@link io.hongbao.rehearsal.bench.EdgeBench}
 * shows how one is made.
 */
package io.hongbao.rehearsal.bench;
