/** The commands of operators and analysts, one class each. */
package io.hongbao.ops;
