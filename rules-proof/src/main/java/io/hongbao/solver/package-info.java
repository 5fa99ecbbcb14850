/**
 * What a rule can and cannot find: its condition as a formula over doubles, asked of the solver Z3
 * within the bounds that signals have by their nature.
 */
package io.hongbao.solver;
