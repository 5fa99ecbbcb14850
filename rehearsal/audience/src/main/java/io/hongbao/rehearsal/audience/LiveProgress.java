package io.hongbao.rehearsal.audience;

/**
 * How the long connections do while the load runs.
 *
 * @param open at the moment
 * @param reconnects of phones that had lost theirs, so far
 */
record LiveProgress(int open, long reconnects) {}
