/** Rules tried on recorded traffic, by the classes that judge live. */
package io.hongbao.rehearsal.backtest;
