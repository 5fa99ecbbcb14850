/**
 * The virtual audience: many phones in an open model over few connections.
 *
 * <p>Read {@link io.hongbao.rehearsal.audience.Audience} first, then {@link
 * io.hongbao.rehearsal.audience.PhoneProtocol}: what a phone does at each reply.
 */
package io.hongbao.rehearsal.audience;
