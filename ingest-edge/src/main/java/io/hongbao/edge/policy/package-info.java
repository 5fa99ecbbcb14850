/** The phone policy, as an edge keeps and serves it. */
package io.hongbao.edge.policy;
