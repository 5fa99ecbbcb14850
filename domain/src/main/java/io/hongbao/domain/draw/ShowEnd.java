package io.hongbao.domain.draw;

/** The last record of a show in a bucket: everything but this is forgotten. */
public record ShowEnd() implements Control {}
