/**
 * Operates a show: {@link io.hongbao.show.live.ShowOperator} does what operators command, each
 * command as one numbered operation in the topic {@code show} that the next command can complete.
 */
package io.hongbao.show.live;
