package io.hongbao.jobs.draw;

import io.hongbao.cache.OutcomeWriter;
import io.hongbao.cache.WriteListener;
import io.hongbao.wire.records.DecidedShake;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A cache that acknowledges only when told to. */
final class InMemoryWriter implements OutcomeWriter {

  private final WriteListener listener;
  private final Queue<DecidedShake> waiting = new ArrayDeque<>();
  private final List<DecidedShake> acknowledged = new ArrayList<>();
  private boolean closed;

  InMemoryWriter(WriteListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void write(DecidedShake decided) {
    waiting.add(decided);
  }

  @Override
  public synchronized void flush() throws InterruptedException {
    while (!waiting.isEmpty()) {
      wait();
    }
  }

  synchronized void acknowledgeAll() {
    for (DecidedShake decided = waiting.poll(); decided != null; decided = waiting.poll()) {
      acknowledged.add(decided);
      listener.acknowledged(List.of(decided));
    }
    notifyAll();
  }

  synchronized List<DecisionSummary> acknowledged() {
    return acknowledged.stream().map(DecisionSummary::of).toList();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
