/** The log as a table, for notebooks, spreadsheets and backtests. */
package io.hongbao.proof.export;
