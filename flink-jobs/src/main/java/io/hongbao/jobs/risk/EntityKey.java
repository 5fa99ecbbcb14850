package io.hongbao.jobs.risk;

import io.hongbao.rules.model.Entity;
import io.hongbao.wire.records.VerdictRecord.EntityKind;

/** The key of the judge: an entity's kind and name. */
final class EntityKey {

  private static final char SEPARATOR = ':';

  private EntityKey() {}

  static String of(Entity entity) {
    return entity.kind().name() + SEPARATOR + entity.name();
  }

  static Entity entityOf(String key) {
    int separator = key.indexOf(SEPARATOR);
    return new Entity(
        EntityKind.valueOf(key.substring(0, separator)), key.substring(separator + 1));
  }
}
