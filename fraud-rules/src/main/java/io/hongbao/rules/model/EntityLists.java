package io.hongbao.rules.model;

import java.util.Set;

/**
 * The allow list and the deny list. No rule acts on an allowed entity; a denied entity is blocked
 * without a rule. Allow wins over deny.
 */
public record EntityLists(Set<Entity> allow, Set<Entity> deny) {

  /** Of each list; edges hold all of them in memory. */
  public static final int MOST = 10_000;

  /** The rule that a verdict names which follows from the deny list; no rule has this id. */
  public static final String DENY_RULE = "deny-list";

  public static final EntityLists NONE = new EntityLists(Set.of(), Set.of());

  public EntityLists {
    allow = Set.copyOf(allow);
    deny = Set.copyOf(deny);
  }

  public boolean allows(Entity entity) {
    return allow.contains(entity);
  }

  /** Whether an entity is denied and not allowed. */
  public boolean denies(Entity entity) {
    return deny.contains(entity) && !allow.contains(entity);
  }
}
