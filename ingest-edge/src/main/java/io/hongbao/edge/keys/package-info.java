/** Keys that change while an edge runs. */
package io.hongbao.edge.keys;
