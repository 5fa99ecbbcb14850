/** Evaluates signal vectors against rules and keeps the active verdicts of each entity. */
package io.hongbao.rules.verdict;
