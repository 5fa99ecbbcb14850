/**
 * The client's side of RFC 6455, small enough for tens of thousands of connections in one process:
 * an idle one has no buffer, no timer and no thread. Read {@link
 * io.hongbao.rehearsal.audience.websocket.WebSocketConnection}.
 */
package io.hongbao.rehearsal.audience.websocket;
