/** Claims of packets and shares, from the log to where their packet stands. */
package io.hongbao.edge.claim;
