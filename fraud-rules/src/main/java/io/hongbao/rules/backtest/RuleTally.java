package io.hongbao.rules.backtest;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.verdict.Hit;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** What one rule found in the traffic. Not thread-safe. */
public final class RuleTally {

  private final Set<Entity> entities = new HashSet<>();
  private final Set<String> users = new HashSet<>();
  private long hits;
  private long firstMillis = Long.MAX_VALUE;

  void add(String user, Hit hit) {
    hits++;
    entities.add(hit.entity());
    users.add(user);
    firstMillis = Math.min(firstMillis, hit.atMillis());
  }

  /** How often the condition held when somebody shook. */
  public long hits() {
    return hits;
  }

  /** Of whom the rule spoke. */
  public Set<Entity> entities() {
    return Collections.unmodifiableSet(entities);
  }

  /** In whose shakes the condition held. */
  public Set<String> users() {
    return Collections.unmodifiableSet(users);
  }

  /** When it held first; the end of time if it never did. */
  public long firstMillis() {
    return firstMillis;
  }
}
