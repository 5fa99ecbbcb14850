package io.hongbao.rehearsal.system;

import io.hongbao.ops.system.LocalKeys;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Kafka, Redis, Flink and edges of a local system: in one JVM, or each a process of its own. */
interface Servers extends AutoCloseable {

  /** Bootstrap servers, a comma between several. */
  String kafka();

  /** Host and port. */
  String redis();

  /** URL of the dashboard. */
  String flink();

  /** How many brokers there are, and so how many copies of a record there can be. */
  int brokers();

  /** Runs a job that resumes from its newest checkpoint. */
  void submit(String name, Consumer<StreamExecutionEnvironment> job);

  /** What Flink says of a job that was submitted. */
  JobStatus status(String name);

  /** Starts the edges; the topics exist by now. */
  void startEdges(LocalKeys keys);

  /** URLs of the edges, a comma between several; once they were started. */
  String edges();

  /** URLs of their admin ports, likewise. */
  String admins();

  /** What still keeps an edge from taking traffic; empty when all are ready. */
  List<String> edgesNotReady();

  /** Parts that died or were started and are not ready yet; known only of processes. */
  List<String> partsAway();

  /** Returns when parts that die come back as fast as they ever will; the first run prepares it. */
  void awaitRestartsPrepared() throws InterruptedException;

  /** Ends edges, Flink, Redis and Kafka in this order. Safe to call twice. */
  @Override
  void close();
}
