/**
 * A seeded fuzzer of an edge's ports. A grammar makes requests and frames, valid ones and ones with
 * one thing wrong, and knows what the edge owes to each. Every case has a number, from which all of
 * it follows.
 */
package io.hongbao.edge.fuzz;
