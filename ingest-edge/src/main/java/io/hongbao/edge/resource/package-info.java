/** Resources that phones fetch ahead of the show, as an edge keeps and serves them. */
package io.hongbao.edge.resource;
