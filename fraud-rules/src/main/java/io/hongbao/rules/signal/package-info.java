/**
 * Counting: events become signal vectors, signal vectors walk past one counter for each grouping,
 * and every counter writes on them what it counted up to the end of the signal vector's evaluation
 * second.
 */
package io.hongbao.rules.signal;
