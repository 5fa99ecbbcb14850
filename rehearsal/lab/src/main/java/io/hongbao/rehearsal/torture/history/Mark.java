package io.hongbao.rehearsal.torture.history;

/**
 * Something that happened to the system.
 *
 * @param atMillis when, by the clock of the history
 */
public record Mark(long atMillis, String what) {}
