package io.hongbao.rehearsal.processes;

import io.hongbao.rehearsal.parts.RedisProgram;
import io.hongbao.rehearsal.parts.RedisSettings;
import java.util.Map;

/** Redis as a supervised process. */
final class RedisParts {

  private RedisParts() {}

  static PartSpec part(RedisSettings settings) {
    return new PartSpec(
        settings.name(),
        settings.address(),
        () -> RedisProgram.prepare(settings),
        Map.of(),
        () -> RedisProgram.answers(settings),
        StopOrder.CACHE);
  }
}
