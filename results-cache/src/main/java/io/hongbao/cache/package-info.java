/**
 * Answers in Redis: written by the draw job through {@link io.hongbao.cache.OutcomeWriter}, polled
 * by edges through {@link io.hongbao.cache.AnswerReader}. How outcomes travel through Redis is
 * known here alone.
 */
package io.hongbao.cache;
