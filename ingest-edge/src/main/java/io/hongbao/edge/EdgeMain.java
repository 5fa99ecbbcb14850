package io.hongbao.edge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An edge as a process of its own, told by {@link EdgeEnvironment}. SIGTERM drains it. */
public final class EdgeMain {

  private static final Logger LOG = LoggerFactory.getLogger(EdgeMain.class);

  private EdgeMain() {}

  public static void main(String[] arguments) {
    Edge edge;
    try {
      edge = Edge.start(EdgeEnvironment.read(System.getenv()));
    } catch (RuntimeException e) {
      LOG.error("the edge does not start", e);
      System.err.println("hongbao edge: " + e.getMessage());
      System.exit(2);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(edge::close, "drain"));
  }
}
