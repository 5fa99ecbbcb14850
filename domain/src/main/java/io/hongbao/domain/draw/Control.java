package io.hongbao.domain.draw;

/** What a control record tells a bucket. */
public sealed interface Control permits Terms, SeedBatch, ShowEnd {}
