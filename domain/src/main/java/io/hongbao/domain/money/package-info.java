/**
 * The life of a packet after it was won: claimed, paid once, or given back.
 *
 * <p>{@link io.hongbao.domain.money.PacketEngine} decides it from the records of the topic {@code
 * packets} alone, in log order. Amounts are integer fen; time is an argument.
 */
package io.hongbao.domain.money;
