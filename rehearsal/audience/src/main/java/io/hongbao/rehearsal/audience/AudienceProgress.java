package io.hongbao.rehearsal.audience;

/**
 * How far the load is.
 *
 * @param elapsedNanos since its start; negative before
 * @param pending shakes without an answer yet
 */
record AudienceProgress(
    long elapsedNanos,
    long sent,
    long answered,
    int pending,
    long errors,
    long p50Micros,
    long p99Micros) {}
