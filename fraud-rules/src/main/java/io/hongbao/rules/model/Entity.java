package io.hongbao.rules.model;

import io.hongbao.domain.Names;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.Locale;
import java.util.Objects;

/** A user, device or address that a verdict or a list speaks of. */
public record Entity(EntityKind kind, String name) implements Comparable<Entity> {

  public Entity {
    Objects.requireNonNull(kind, "kind");
    if (name.isBlank() || name.length() > Names.LONGEST_USER) {
      throw new IllegalArgumentException(
          kind.name().toLowerCase(Locale.ROOT)
              + " '"
              + name
              + "': expected 1 to "
              + Names.LONGEST_USER
              + " characters");
    }
  }

  @Override
  public int compareTo(Entity other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }

  /** Such as {@code user u1}. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ' ' + name;
  }
}
