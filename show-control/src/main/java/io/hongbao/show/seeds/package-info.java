/**
 * Seeds: planned from a campaign and 32 secret bytes by {@link io.hongbao.show.seeds.SeedPlanner},
 * written for people to look at by {@link io.hongbao.show.seeds.SeedFiles}.
 */
package io.hongbao.show.seeds;
