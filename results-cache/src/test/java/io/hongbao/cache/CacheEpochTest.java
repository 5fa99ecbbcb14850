package io.hongbao.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CacheEpochTest {

  private static final CacheEpoch BUILDING = CacheEpoch.building("run-1", "token");

  @Test
  void shouldComeBackAsItWasWritten() {
    assertThat(CacheEpoch.read(BUILDING.toBytes())).contains(BUILDING);
    assertThat(CacheEpoch.read(BUILDING.completed().toBytes())).contains(BUILDING.completed());
  }

  @Test
  void shouldCountOnlyInTheRunItWasWrittenIn() {
    assertThat(BUILDING.completed().isCompleteIn("run-1")).isTrue();
    assertThat(BUILDING.completed().isCompleteIn("run-2")).isFalse();
    assertThat(BUILDING.isCompleteIn("run-1")).isFalse();
    assertThat(BUILDING.isBuildingIn("run-1")).isTrue();
    assertThat(BUILDING.isBuildingIn("run-2")).isFalse();
  }

  @Test
  void shouldBeAbsentWhenForeign() {
    assertThat(CacheEpoch.read(null)).isEmpty();
    assertThat(CacheEpoch.read("complete".getBytes(UTF_8))).isEmpty();
    assertThat(CacheEpoch.read("ready:run-1:token".getBytes(UTF_8))).isEmpty();
  }
}
