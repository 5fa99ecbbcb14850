package io.hongbao.show.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only while somebody sleeps; others may act meanwhile. */
public final class ManualTime implements Waiting {

  private final List<Runnable> meanwhile = new ArrayList<>();
  private long nowMillis;

  public ManualTime(long nowMillis) {
    this.nowMillis = nowMillis;
  }

  /** What happens during each sleep. */
  public void meanwhile(Runnable action) {
    meanwhile.add(action);
  }

  public void set(long millis) {
    nowMillis = millis;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMillis);
  }

  @Override
  public void sleep(long millis) {
    nowMillis += Math.max(0, millis);
    List.copyOf(meanwhile).forEach(Runnable::run);
  }
}
