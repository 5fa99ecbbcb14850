package io.hongbao.tickets;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What was put or found lately, within a bound. There are two generations: when the younger is
 * full, it becomes the elder, and the elder goes at once. That costs a read of one map, mostly,
 * where a cache that keeps an order also notes every use. For values that never change and may be
 * forgotten. Thread-safe.
 */
public final class RecentMap<K, V> {

  private final int maxInGeneration;
  private final AtomicReference<Generations<K, V>> generations =
      new AtomicReference<>(
          new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>()));

  private record Generations<K, V>(
      ConcurrentHashMap<K, V> younger, ConcurrentHashMap<K, V> elder) {}

  /**
   * An empty map.
   *
   * @param max entries at once, about; the newest half of so many are always there
   */
  public RecentMap(int max) {
    this.maxInGeneration = Math.max(1, max / 2);
  }

  public void put(K key, V value) {
    Generations<K, V> now = generations.get();
    now.younger.put(key, value);
    if (now.younger.mappingCount() >= maxInGeneration) {
      // Whoever comes second finds that it is done. The next generation will be as large.
      generations.compareAndSet(
          now, new Generations<>(new ConcurrentHashMap<>(maxInGeneration), now.younger));
    }
  }

  /** The value; null if it was never put or is forgotten. What is found is as good as new. */
  public V get(K key) {
    Generations<K, V> now = generations.get();
    V value = now.younger.get(key);
    if (value == null) {
      value = now.elder.get(key);
      if (value != null) {
        put(key, value);
      }
    }
    return value;
  }

  public void remove(K key) {
    Generations<K, V> now = generations.get();
    now.younger.remove(key);
    now.elder.remove(key);
  }
}
