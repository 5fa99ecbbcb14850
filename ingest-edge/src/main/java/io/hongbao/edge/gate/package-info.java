/** The small checks that a shake passes before it is logged. */
package io.hongbao.edge.gate;
