/**
 * A small HTTP/1.1 client for load: one thread, keep-alive connections with one request in flight
 * each, everything bounded. Read {@link io.hongbao.rehearsal.audience.http.EventLoop} first, then
 * {@link io.hongbao.rehearsal.audience.http.ConnectionPool}.
 */
package io.hongbao.rehearsal.audience.http;
