/** Rules tried on recorded traffic, by the classes that judge live. */
package io.hongbao.rules.backtest;
