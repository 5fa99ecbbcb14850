package io.hongbao.domain.draw.simulation;

/** What state is kept by: a bucket of a show. */
public record BucketName(String show, int bucket) {}
