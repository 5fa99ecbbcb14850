package io.hongbao.rehearsal.cli;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.ExitStatus;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for SIGTERM, Ctrl-C or a closed terminal. The JVM's own answer to them would end it with
 * another status than 0, and would run the shutdown hooks of all libraries at once while our parts
 * still end one after the other.
 *
 * <p>Called by reflection: the compiler warns of sun.misc.Signal and cannot be told otherwise.
 */
final class StopSignal {

  private final CountDownLatch received = new CountDownLatch(1);
  private final Duration endTimeout;

  private StopSignal(Duration endTimeout) {
    this.endTimeout = endTimeout;
  }

  /**
   * From here on the signals are ours, except for the closed terminal under nohup, and Ctrl-C where
   * the shell that put us in the background had us ignore it: Java leaves ignored ones alone.
   *
   * @param endTimeout after a signal; a process that then still runs is ended with status 3
   */
  static StopSignal install(Duration endTimeout) {
    var stop = new StopSignal(endTimeout);
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handlerType);
      Object ignored = handlerType.getField("SIG_IGN").get(null);
      Object ours =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(), new Class<?>[] {handlerType}, stop.handler());
      for (String name : List.of("TERM", "INT", "HUP")) {
        Object its = signal.getConstructor(String.class).newInstance(name);
        Object former = handle.invoke(null, its, ours);
        if (name.equals("HUP") && ignored.equals(former)) {
          handle.invoke(null, its, ignored);
        }
      }
      return stop;
    } catch (ReflectiveOperationException e) {
      throw new OperationFailedException("this Java cannot handle signals", e);
    }
  }

  boolean isReceived() {
    return received.getCount() == 0;
  }

  void await() throws InterruptedException {
    received.await();
  }

  private synchronized void receive() {
    if (!isReceived()) {
      received.countDown();
      var deadline = new Thread(this::endAtLast, "end-at-last");
      deadline.setDaemon(true);
      deadline.start();
    }
  }

  private void endAtLast() {
    try {
      TimeUnit.MILLISECONDS.sleep(endTimeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    System.err.println("hongbao: not all parts ended within " + endTimeout.toSeconds() + " s");
    Runtime.getRuntime().halt(ExitStatus.NOT_DONE);
  }

  private InvocationHandler handler() {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            receive();
            yield null;
          }
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "the stop signal";
        };
  }
}
