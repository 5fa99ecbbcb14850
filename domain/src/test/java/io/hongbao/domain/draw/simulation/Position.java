package io.hongbao.domain.draw.simulation;

/** Where an entry stands in the log. */
public record Position(int partition, int offset) {}
