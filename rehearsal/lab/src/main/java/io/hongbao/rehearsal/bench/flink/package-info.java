/** Jobs over a log that was filled beforehand, and what they tell of their progress. */
package io.hongbao.rehearsal.bench.flink;
