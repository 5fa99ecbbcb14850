/**
 * Long connections: WebSockets (RFC 6455) on XNIO, without a buffer, a timer or a thread for one
 * that is idle. Start with {@link io.hongbao.edge.live.LiveServer}.
 */
package io.hongbao.edge.live;
