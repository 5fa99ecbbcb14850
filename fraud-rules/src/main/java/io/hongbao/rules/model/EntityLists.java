package io.hongbao.rules.model;

import io.hongbao.domain.traffic.AddressRange;
import io.hongbao.domain.traffic.AddressRangeTable;
import io.hongbao.domain.traffic.IpAddress;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.Objects;
import java.util.Set;

/**
 * The allow list and the deny list. No rule acts on an allowed entity; a denied entity is blocked
 * without a rule. Allow wins over deny. An entry of kind address may be a range: it stands for each
 * address in it. Immutable.
 */
public final class EntityLists {

  /** Of each list; edges hold all of them in memory. */
  public static final int MOST = 10_000;

  /** The rule that a verdict names which follows from the deny list; no rule has this id. */
  public static final String DENY_RULE = "deny-list";

  public static final EntityLists NONE = new EntityLists(Set.of(), Set.of());

  private final Set<Entity> allow;
  private final Set<Entity> deny;
  private final AddressRangeTable<Boolean> allowedRanges;
  private final AddressRangeTable<Boolean> deniedRanges;

  public EntityLists(Set<Entity> allow, Set<Entity> deny) {
    this.allow = Set.copyOf(allow);
    this.deny = Set.copyOf(deny);
    this.allowedRanges = rangesOf(allow);
    this.deniedRanges = rangesOf(deny);
  }

  private static AddressRangeTable<Boolean> rangesOf(Set<Entity> entities) {
    AddressRangeTable<Boolean> ranges = new AddressRangeTable<>();
    for (Entity entity : entities) {
      if (entity.isRange()) {
        ranges.put(AddressRange.parse(entity.name()), true);
      }
    }
    return ranges;
  }

  /** The entries of the allow list. */
  public Set<Entity> allow() {
    return allow;
  }

  /** The entries of the deny list. */
  public Set<Entity> deny() {
    return deny;
  }

  public boolean allows(Entity entity) {
    return allow.contains(entity) || isWithin(allowedRanges, entity);
  }

  /** Whether an entity is denied and not allowed. */
  public boolean denies(Entity entity) {
    return (deny.contains(entity) || isWithin(deniedRanges, entity)) && !allows(entity);
  }

  private static boolean isWithin(AddressRangeTable<Boolean> ranges, Entity entity) {
    return entity.kind() == EntityKind.ADDRESS
        && IpAddress.parse(entity.name())
            .filter(address -> ranges.anyMatch(address, listed -> listed))
            .isPresent();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntityLists lists
        && allow.equals(lists.allow)
        && deny.equals(lists.deny);
  }

  @Override
  public int hashCode() {
    return Objects.hash(allow, deny);
  }

  @Override
  public String toString() {
    return "allow " + allow + ", deny " + deny;
  }
}
