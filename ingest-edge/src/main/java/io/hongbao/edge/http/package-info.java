/** The thin edge to Undertow: calls, bodies, waiting requests, replies, and the audience's page. */
package io.hongbao.edge.http;
