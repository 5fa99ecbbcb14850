package io.hongbao.rehearsal.torture;

/**
 * A shake that heard its outcome.
 *
 * @param edge that told it, from 1
 * @param sentAtMillis when it was first posted, epoch milliseconds
 * @param heardAtMillis when it was answered
 */
record DecidedAnswer(int edge, long sentAtMillis, long heardAtMillis) {}
