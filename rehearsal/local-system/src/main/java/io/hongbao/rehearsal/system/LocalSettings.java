package io.hongbao.rehearsal.system;

import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.parts.CommonSettings;
import io.hongbao.rehearsal.parts.RedisSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What {@code up} is asked for.
 *
 * @param campaign the file to load, or to go on with; without one the show that is on goes on, or
 *     the sample is loaded
 * @param sampleCampaign what is loaded when no show is on
 * @param edges how many
 * @param brokers how many; more than one only as processes
 * @param taskManagers Flink task managers
 * @param parallelism of the draw job, within the task managers' slots and {@link #PARTITIONS}
 * @param processes whether each part is an OS process, started again when it dies
 * @param forgetfulRedis whether Redis keeps nothing on disk, so that a kill empties it
 * @param mendTopics whether topic settings that break the law are set right, or refused
 * @param leavesStoppedJobs whether a job that somebody cancels or stops stays away; else it is
 *     started again
 * @param approvalRequired whether staged plans of every show wait for a second person; empty leaves
 *     that as it is
 * @param warmUp for how long practice shakes may warm the system up before it is ready, zero to
 *     {@link #MAX_WARM_UP}
 * @param edgeVariables what edges are told by their environment, over what it says by itself
 * @param money how packets are paid; empty to start nothing that pays
 */
public record LocalSettings(
    DataDirectory data,
    LocalPorts ports,
    Optional<Path> campaign,
    Path sampleCampaign,
    int edges,
    int brokers,
    int taskManagers,
    int parallelism,
    boolean processes,
    boolean forgetfulRedis,
    boolean mendTopics,
    boolean leavesStoppedJobs,
    Optional<Boolean> approvalRequired,
    Duration warmUp,
    Map<String, String> edgeVariables,
    Optional<MoneySettings> money) {

  /**
   * Of {@code shakes}; fixed for the life of a data folder. Each costs every server something for
   * every batch, and this many keep more cores busy than such a machine has.
   */
  public static final int PARTITIONS = 4;

  /** Subtasks of the risk job: one does for what this machine takes. Its slot is not the draw's. */
  static final int RISK_PARALLELISM = 1;

  /** Subtasks of the packets job, likewise: claims are few beside shakes. */
  static final int PACKETS_PARALLELISM = 1;

  /** All of them share this machine; more would only add threads. */
  private static final int MAX_TASK_MANAGERS = 16;

  /** Of each task manager. */
  private static final int SLOTS =
      Integer.parseInt(CommonSettings.flink("taskmanager.numberOfTaskSlots"));

  /** Whoever starts a system waits for it; hardly anything is cold after that. */
  public static final Duration MAX_WARM_UP = Duration.ofMinutes(2);

  private static final int MAX_EDGES = 16;
  private static final int MAX_BROKERS = 9;

  public LocalSettings {
    edgeVariables = Map.copyOf(edgeVariables);
    requireIn("--taskmanagers", taskManagers, MAX_TASK_MANAGERS);
    requireIn(
        "--parallelism",
        parallelism,
        Math.min(
            PARTITIONS,
            taskManagers * SLOTS
                - RISK_PARALLELISM
                - (money.isPresent() ? PACKETS_PARALLELISM : 0)));
    requireIn("--edges", edges, MAX_EDGES);
    requireIn("--brokers", brokers, MAX_BROKERS);
    if (brokers > 1 && !processes) {
      throw new IllegalArgumentException(
          "--brokers is " + brokers + ": several brokers need --processes");
    }
    if (warmUp.isNegative() || warmUp.compareTo(MAX_WARM_UP) > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--warm-up is %d, expected 0 to %d seconds",
              warmUp.toSeconds(),
              MAX_WARM_UP.toSeconds()));
    }
  }

  /** With a Redis that keeps its entries. */
  public LocalSettings(
      DataDirectory data,
      LocalPorts ports,
      Optional<Path> campaign,
      Path sampleCampaign,
      int edges,
      int brokers,
      int taskManagers,
      int parallelism,
      boolean processes) {
    this(
        data,
        ports,
        campaign,
        sampleCampaign,
        edges,
        brokers,
        taskManagers,
        parallelism,
        processes,
        false);
  }

  /**
   * One that keeps its jobs running, whoever stops them, is ready without a warm-up, and pays
   * nothing.
   */
  public LocalSettings(
      DataDirectory data,
      LocalPorts ports,
      Optional<Path> campaign,
      Path sampleCampaign,
      int edges,
      int brokers,
      int taskManagers,
      int parallelism,
      boolean processes,
      boolean forgetfulRedis) {
    this(
        data,
        ports,
        campaign,
        sampleCampaign,
        edges,
        brokers,
        taskManagers,
        parallelism,
        processes,
        forgetfulRedis,
        false,
        false,
        Optional.empty(),
        Duration.ZERO,
        Map.of(),
        Optional.empty());
  }

  /** The same, with topic settings that break the law set right, or refused. */
  public LocalSettings mendingTopics(boolean mends) {
    return with(draft -> draft.mendTopics = mends);
  }

  /** The same, with jobs that stay away once somebody has cancelled or stopped them, or not. */
  public LocalSettings leavingStoppedJobs(boolean leaves) {
    return with(draft -> draft.leavesStoppedJobs = leaves);
  }

  /** The same, with staged plans that wait for a second person, or not, or as it was. */
  public LocalSettings approving(Optional<Boolean> isRequired) {
    return with(draft -> draft.approvalRequired = isRequired);
  }

  /** The same, with edges that are told so much more by their environment. */
  public LocalSettings tellingEdges(Map<String, String> variables) {
    return with(draft -> draft.edgeVariables = variables);
  }

  /** The same, with practice shakes for so long at most before it is ready. */
  public LocalSettings warmingUp(Duration atMost) {
    return with(draft -> draft.warmUp = atMost);
  }

  /** The same, with parts that pay, or without. */
  public LocalSettings paying(Optional<MoneySettings> how) {
    return with(draft -> draft.money = how);
  }

  private LocalSettings with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.mendTopics = mendTopics;
    draft.leavesStoppedJobs = leavesStoppedJobs;
    draft.approvalRequired = approvalRequired;
    draft.warmUp = warmUp;
    draft.edgeVariables = edgeVariables;
    draft.money = money;
    change.accept(draft);
    return new LocalSettings(
        data,
        ports,
        campaign,
        sampleCampaign,
        edges,
        brokers,
        taskManagers,
        parallelism,
        processes,
        forgetfulRedis,
        draft.mendTopics,
        draft.leavesStoppedJobs,
        draft.approvalRequired,
        draft.warmUp,
        draft.edgeVariables,
        draft.money);
  }

  RedisSettings redisSettings() {
    var kept =
        new RedisSettings(
            "redis-1",
            ports.redis(),
            data.redis(),
            data.pidFile("redis-1"),
            data.logs().resolve("redis-1.log"),
            RedisSettings.DEFAULT_MEMORY_MEBIBYTES_MAX);
    return forgetfulRedis ? kept.inMemoryOnly() : kept;
  }

  private static void requireIn(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(option + " is " + value + ", expected 1 to " + max);
    }
  }

  /** What may be set one by one, while other settings are made of these. */
  private static final class Draft {
    private boolean mendTopics;
    private boolean leavesStoppedJobs;
    private Optional<Boolean> approvalRequired;
    private Duration warmUp;
    private Map<String, String> edgeVariables;
    private Optional<MoneySettings> money;
  }
}
