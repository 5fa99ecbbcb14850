package io.hongbao.rules.ruleset;

import io.hongbao.rules.model.Entity;
import java.util.Objects;

/** An analyst's word that everything said of an entity up to an instant is taken back. */
public record Lift(Entity entity, long atMillis) {

  public Lift {
    Objects.requireNonNull(entity, "entity");
  }
}
