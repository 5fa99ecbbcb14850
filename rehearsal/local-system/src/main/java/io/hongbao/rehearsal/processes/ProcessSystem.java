package io.hongbao.rehearsal.processes;

import static io.hongbao.rehearsal.parts.Ports.LOOPBACK;

import io.hongbao.rehearsal.parts.BrokerSettings;
import io.hongbao.rehearsal.parts.JobGraphs;
import io.hongbao.rehearsal.parts.RedisProgram;
import io.hongbao.rehearsal.parts.RedisSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Kafka, Redis and Flink as supervised processes of this machine, and whatever else is added. It
 * holds no lock on its folders: whoever starts it sees to that.
 */
public final class ProcessSystem implements AutoCloseable {

  private final ProcessSettings settings;
  private final Supervisor supervisor;
  private final RestJobManagerClient rest;
  private final JobSupervisor jobs;
  private ClassArchives archives;

  private ProcessSystem(
      ProcessSettings settings, boolean leavesStoppedJobs, Consumer<String> progress) {
    this.settings = settings;
    this.supervisor = new Supervisor(settings.pids(), settings.logs(), progress);
    this.rest = RestJobManagerClient.of(settings.flink());
    this.jobs = new JobSupervisor(rest, leavesStoppedJobs, progress);
  }

  /**
   * Starts every part and returns when all are ready; if one fails, none is left running. What a
   * former run left behind must be gone, see {@link Supervisor#endLeftOvers}. Jobs that somebody
   * cancels or stops stay away.
   *
   * @param progress gets a line for people at each step, from any thread
   */
  public static ProcessSystem start(ProcessSettings settings, Consumer<String> progress) {
    return start(settings, List.of(), true, progress);
  }

  /**
   * The same.
   *
   * @param beside further parts, started side by side with these
   * @param leavesStoppedJobs whether a job that somebody cancels or stops stays away; else it is
   *     started again
   */
  public static ProcessSystem start(
      ProcessSettings settings,
      List<PartSpec> beside,
      boolean leavesStoppedJobs,
      Consumer<String> progress) {
    var system = new ProcessSystem(settings, leavesStoppedJobs, progress);
    try {
      List<PartSpec> all = new ArrayList<>(system.parts());
      all.addAll(beside);
      system.supervisor.start(all);
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
    return system;
  }

  /** All brokers, a comma between them. */
  public String kafka() {
    return settings.brokers().stream()
        .map(BrokerSettings::address)
        .collect(Collectors.joining(","));
  }

  public String redis() {
    return settings.redis().address();
  }

  /** URL of the dashboard. */
  public String flink() {
    return "http://" + LOOPBACK + ":" + settings.flink().restPort();
  }

  /**
   * Runs a job and keeps it running.
   *
   * @param job adds sources, operators and sinks to the environment, and executes nothing; called
   *     again each time the job is submitted again
   */
  public void submit(String name, Consumer<StreamExecutionEnvironment> job) {
    jobs.keep(name, () -> JobGraphs.resuming(settings.flink(), name, job));
  }

  /** What Flink says of a job that was submitted here. */
  public JobStatus status(String name) {
    return jobs.status(name);
  }

  /** Adds parts, edges say, and returns when all of them are ready. */
  public void start(List<PartSpec> parts) {
    supervisor.start(parts);
  }

  /** The names of parts that died or were started and are not ready yet. */
  public List<String> partsAway() {
    return supervisor.partsAway();
  }

  /** To be called when all is up: from now on parts are made ready to start faster. */
  public void prepareRestarts() {
    archives = ClassArchives.makeBesides();
  }

  /** Returns when that is done, which takes the better part of a minute after a build. */
  public void awaitRestartsPrepared() throws InterruptedException {
    if (archives != null) {
      archives.await();
    }
  }

  /** Ends everything in order, within 26 s. Safe to call twice. */
  @Override
  public void close() {
    if (archives != null) {
      archives.close();
    }
    jobs.close();
    supervisor.close();
    rest.close();
  }

  private List<PartSpec> parts() {
    int rpcPort = new InnerPorts(settings.ports()).nextBeside(settings.flink().restPort());
    List<PartSpec> parts = new ArrayList<>();
    settings.brokers().forEach(broker -> parts.add(BrokerParts.part(broker, settings)));
    parts.add(redisPart(settings.redis()));
    parts.addAll(new FlinkParts(settings, rpcPort, rest).parts());
    return parts;
  }

  private static PartSpec redisPart(RedisSettings settings) {
    return new PartSpec(
        settings.name(),
        settings.address(),
        () -> RedisProgram.prepare(settings),
        Map.of(),
        () -> RedisProgram.answers(settings),
        StopOrder.CACHE);
  }
}
