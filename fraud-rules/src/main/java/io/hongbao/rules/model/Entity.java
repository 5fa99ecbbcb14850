package io.hongbao.rules.model;

import io.hongbao.domain.Names;
import io.hongbao.domain.traffic.AddressRange;
import io.hongbao.domain.traffic.IpAddress;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.Locale;
import java.util.Objects;

/**
 * A user, device or address that a verdict or a list speaks of.
 *
 * @param name of an address in its one form, {@link IpAddress#canonical}; in a list it may be a
 *     range
 */
public record Entity(EntityKind kind, String name) implements Comparable<Entity> {

  public Entity {
    Objects.requireNonNull(kind, "kind");
    if (kind == EntityKind.ADDRESS) {
      name = AddressRange.canonical(name);
    }
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

  /**
   * An entity as people name it.
   *
   * @throws IllegalArgumentException if nobody can have that name
   */
  public static Entity named(EntityKind kind, String name) {
    if (kind == EntityKind.ADDRESS && IpAddress.parse(name).isEmpty()) {
      throw new IllegalArgumentException(
          "address '"
              + name
              + "': expected an IPv4 or IPv6 address, such as 203.0.113.7 or 2001:db8::77");
    }
    return new Entity(kind, Names.requireName(kind.name().toLowerCase(Locale.ROOT), name));
  }

  /** Whether it stands for all addresses of a range. */
  boolean isRange() {
    return kind == EntityKind.ADDRESS && name.indexOf('/') > 0 && AddressRange.isRange(name);
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
