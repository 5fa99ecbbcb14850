/**
 * The draw: a pure function of one ordered log.
 *
 * <p>Read {@link io.hongbao.domain.draw.Bucket} first: it takes the records of one bucket in log
 * order and says what each means. It asks {@link io.hongbao.domain.draw.Lottery} whether a turn
 * passes and {@link io.hongbao.domain.draw.DrawEngine} what a passing turn wins. Nothing here reads
 * a clock, a random source, a file or a floating-point number.
 */
package io.hongbao.domain.draw;
