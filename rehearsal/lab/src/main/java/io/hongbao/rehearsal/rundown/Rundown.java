package io.hongbao.rehearsal.rundown;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.files.FolderLock;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.report.PlanFinder;
import io.hongbao.rehearsal.system.LocalPorts;
import io.hongbao.rehearsal.system.LocalSettings;
import io.hongbao.rehearsal.system.LocalSystem;
import io.hongbao.rehearsal.torture.BackgroundAudience;
import io.hongbao.rehearsal.torture.Torture;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.live.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays a script on a system of its own, as processes on free ports. */
public final class Rundown {

  /** Steps that take long move those behind them. */
  private static final Duration SPARE = Duration.ofMinutes(15);

  /** The audience must have begun before the script ends, or soon after. */
  private static final Duration OPENING_SPARE = Duration.ofMinutes(1);

  /** In which the last answers are heard, be a part away. */
  private static final Duration GRACE = Duration.ofSeconds(90);

  private static final Logger LOG = LoggerFactory.getLogger(Rundown.class);

  private final RundownScript script;
  private final RundownFolder folder;
  private final Consumer<String> progress;
  private final Consumer<String> steps;
  private final AtomicBoolean playing = new AtomicBoolean();

  private Rundown(
      RundownScript script,
      RundownFolder folder,
      Consumer<String> progress,
      Consumer<String> steps) {
    this.script = script;
    this.folder = folder;
    this.progress = progress;
    this.steps = steps;
  }

  /**
   * Plays once.
   *
   * @param data where everything is kept; empty or absent
   * @param lock of that folder, free again at the end
   * @param progress gets lines on what is being started and looked at
   * @param steps gets a line for each step once it is over
   * @throws OperationFailedException if it cannot be played at all
   */
  public static RundownReport run(
      RundownScript script,
      Path data,
      FolderLock lock,
      Consumer<String> progress,
      Consumer<String> steps)
      throws InterruptedException {
    var folder = new RundownFolder(new DataDirectory(data));
    return new Rundown(script, folder, progress, steps).run(lock);
  }

  private RundownReport run(FolderLock lock) throws InterruptedException {
    Path campaign = folder.scaledCopy(script.campaign(), script.scale());
    Instant started = Instant.now();
    try (LocalSystem system = LocalSystem.start(localSettings(campaign), lock, this::tell)) {
      Campaign onAir = system.show().plan().orElseThrow().campaign();
      return play(system, onAir.show(), beginMillis(campaign, started, onAir));
    }
  }

  private RundownReport play(LocalSystem system, String show, long beginMillis)
      throws InterruptedException {
    List<Endpoint> edges =
        Arrays.stream(system.addresses().edge().split(",", -1)).map(Endpoint::parse).toList();
    String kafka = system.addresses().kafka();
    RecentAnswers answers = new RecentAnswers();
    BackgroundAudience audience =
        BackgroundAudience.start(load(edges, script.length().plus(SPARE)), folder.data(), answers);
    LocalPlayedSystem played =
        new LocalPlayedSystem(
            folder,
            script,
            kafka,
            edges,
            show,
            beginMillis,
            audience,
            answers,
            () -> system.partsAway().isEmpty(),
            progress);
    playing.set(true);
    progress.accept(
        "show " + show + " begins; it takes " + RundownFormatter.seconds(script.length()));
    try {
      List<PlayedStep> done =
          new RundownPlayer(
                  played, Waiting.system(), step -> steps.accept(RundownFormatter.line(step)))
              .play(script, beginMillis);
      played.letAllGoOn();
      AudienceReport heard = played.endAudience();
      Duration lasted = Duration.ofMillis(Math.max(100, Math.round(heard.loadSeconds() * 1_000)));
      return new RundownReport(
          script,
          done,
          beginMillis,
          load(edges, lasted),
          heard,
          PlanFinder.find(kafka, heard.history()));
    } finally {
      audience.stop();
      played.letAllGoOn();
    }
  }

  /**
   * What the campaign's {@code now} meant when it was loaded; the moment of READY if all its times
   * are of a clock.
   */
  private static long beginMillis(Path campaign, Instant started, Campaign onAir) {
    long shiftMillis = 0;
    Campaign asOfStart = CampaignFile.read(campaign, started).campaign().orElseThrow();
    for (int i = 0; i < onAir.waves().size(); i++) {
      long loadedMillis = onAir.waves().get(i).schedule().opensAtMillis();
      long readMillis = asOfStart.waves().get(i).schedule().opensAtMillis();
      shiftMillis = Math.max(shiftMillis, loadedMillis - readMillis);
    }
    return shiftMillis == 0 ? System.currentTimeMillis() : started.toEpochMilli() + shiftMillis;
  }

  private LocalSettings localSettings(Path campaign) {
    return new LocalSettings(
        folder.data(),
        LocalPorts.anyFree(),
        Optional.of(campaign),
        campaign,
        script.edges(),
        script.brokers(),
        script.taskManagers(),
        Math.min(script.taskManagers(), LocalSettings.PARTITIONS),
        true);
  }

  private AudienceSettings load(List<Endpoint> edges, Duration duration) {
    return new AudienceSettings(
        edges,
        AudienceSettings.DEFAULT_PREFIX,
        script.phones(),
        script.ratePerSecond(),
        duration,
        AudienceSettings.DEFAULT_WAIT_SECONDS,
        Torture.connections(edges.size(), script.maxRatePerSecond()),
        script.length().plus(OPENING_SPARE),
        GRACE,
        1,
        Optional.of(folder.seenFile()));
  }

  /** What dies while the script is played is wanted, or is seen in its report. */
  private void tell(String line) {
    LOG.info("{}", line);
    if (!playing.get()) {
      progress.accept(line);
    }
  }
}
