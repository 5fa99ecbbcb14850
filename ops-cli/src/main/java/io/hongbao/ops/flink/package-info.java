/** Flink's REST interface, as far as commands ask it. */
package io.hongbao.ops.flink;
