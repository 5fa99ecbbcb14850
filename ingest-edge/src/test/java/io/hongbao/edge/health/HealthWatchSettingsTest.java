package io.hongbao.edge.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the edge's admin client really goes by: a new version with another default fails here. */
class HealthWatchSettingsTest {

  @Test
  void shouldRelyOnNoDefaultThatMayChange() throws Exception {
    Health health = new Health(InstantSource.system(), OptionalInt::empty);
    try (HealthWatch watch = new HealthWatch("127.0.0.1:1", "edge-1", health)) {
      Object admin = valueOf(watch, "admin");

      // Behind a look's own 5 s: a request that is late is asked again, not lost.
      assertThat(valueOf(admin, "requestTimeoutMs")).isEqualTo(30_000);
      assertThat(valueOf(admin, "defaultApiTimeoutMs")).isEqualTo(60_000);
      assertThat(valueOf(admin, "maxRetries")).isEqualTo(Integer.MAX_VALUE);
      // All brokers may have moved while Kafka was away.
      assertThat(valueOf(admin, "metadataRecoveryStrategy")).hasToString("REBOOTSTRAP");
    }
  }

  private static Object valueOf(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }
}
