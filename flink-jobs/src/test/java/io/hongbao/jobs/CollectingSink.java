package io.hongbao.jobs;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Gathers what a job in this JVM writes, under a name, over all its restarts; at least once, like
 * the real ones.
 */
public final class CollectingSink<T> implements Sink<T> {

  private static final long serialVersionUID = 1L;

  private static final Map<String, Queue<Object>> WRITTEN = new ConcurrentHashMap<>();

  private final String name;

  public CollectingSink(String name) {
    this.name = name;
    WRITTEN.put(name, new ConcurrentLinkedQueue<>());
  }

  @SuppressWarnings("unchecked") // only this sink writes under its name
  public List<T> written() {
    return WRITTEN.get(name).stream().map(element -> (T) element).toList();
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    Queue<Object> written = WRITTEN.get(name);
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context writeContext) {
        written.add(element);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
