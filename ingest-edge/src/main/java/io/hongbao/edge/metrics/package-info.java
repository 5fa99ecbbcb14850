/** What the edge counts. */
package io.hongbao.edge.metrics;
