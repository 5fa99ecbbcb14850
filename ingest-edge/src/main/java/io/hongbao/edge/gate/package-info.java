/** The small checks that a shake passes before it is logged; they know no transport. */
package io.hongbao.edge.gate;
