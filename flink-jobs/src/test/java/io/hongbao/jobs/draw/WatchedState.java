package io.hongbao.jobs.draw;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;

/** State of one bucket that counts how often it is touched, and that can be made to fail. */
final class WatchedState {

  private int touches;
  private boolean failing;

  /** A draw over this state; for one bucket only. */
  DrawFunction function(ControlKeys.Loader keysLoader, int partitions) {
    return new DrawFunction(keysLoader, partitions) {
      @Override
      BucketState openMemory() {
        return WatchedState.this.memory();
      }
    };
  }

  BucketState memory() {
    return new BucketState(
        new WatchedMap<>(), new WatchedMap<>(), new WatchedMap<>(), new WatchedMap<>(), end());
  }

  int touches() {
    return touches;
  }

  void reset() {
    touches = 0;
  }

  void failFromNowOn() {
    failing = true;
  }

  private void touch() throws IOException {
    touches++;
    if (failing) {
      throw new IOException("the disk is gone");
    }
  }

  private ValueState<byte[]> end() {
    return new ValueState<>() {
      private byte[] value;

      @Override
      public byte[] value() throws IOException {
        touch();
        return value;
      }

      @Override
      public void update(byte[] newValue) throws IOException {
        touch();
        value = newValue;
      }

      @Override
      public void clear() {
        value = null;
      }
    };
  }

  private final class WatchedMap<K, V> implements MapState<K, V> {

    private final Map<K, V> entries = new HashMap<>();

    @Override
    public V get(K key) throws IOException {
      touch();
      return entries.get(key);
    }

    @Override
    public void put(K key, V value) throws IOException {
      touch();
      entries.put(key, value);
    }

    @Override
    public void putAll(Map<K, V> more) throws IOException {
      touch();
      entries.putAll(more);
    }

    @Override
    public void remove(K key) throws IOException {
      touch();
      entries.remove(key);
    }

    @Override
    public boolean contains(K key) throws IOException {
      touch();
      return entries.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() throws IOException {
      touch();
      return entries.entrySet();
    }

    @Override
    public Iterable<K> keys() throws IOException {
      touch();
      return entries.keySet();
    }

    @Override
    public Iterable<V> values() throws IOException {
      touch();
      return entries.values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() throws IOException {
      touch();
      return entries.entrySet().iterator();
    }

    @Override
    public boolean isEmpty() throws IOException {
      touch();
      return entries.isEmpty();
    }

    @Override
    public void clear() {
      entries.clear();
    }
  }
}
