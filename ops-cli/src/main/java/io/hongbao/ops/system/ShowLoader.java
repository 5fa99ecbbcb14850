package io.hongbao.ops.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.live.Activation;
import io.hongbao.show.live.ActiveShows;
import io.hongbao.show.live.AppendListener;
import io.hongbao.show.live.EnvelopeCheck;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.live.ShowState;
import io.hongbao.show.live.ShowTable;
import io.hongbao.show.load.CampaignLoader;
import io.hongbao.show.load.LoadReport;
import io.hongbao.show.load.SeedFolder;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.yaml.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Loads campaigns, and brings shows on the air as {@code up} does. */
public final class ShowLoader {

  /** What a load takes at most on a busy machine, and how much it does in a further millisecond. */
  private static final long LOADED_WITHIN_MILLIS = 3_000;

  private static final long PACKETS_LOADED_PER_MILLI = 1_000;

  private final String kafka;
  private final LocalKeys keys;
  private final String author;

  /**
   * A loader.
   *
   * @param author who loads, as it stands in the show's operations
   */
  public ShowLoader(String kafka, LocalKeys keys, String author) {
    this.kafka = kafka;
    this.keys = keys;
    this.author = author;
  }

  /**
   * How a show came on the air.
   *
   * @param load empty if it was not loaded
   * @param plan in force; the staged one if it waits; empty if it was not loaded
   * @param activation empty if it was on before, or waits
   * @param waitsFor what a second person must do before it can be loaded or activated
   */
  public record OnAir(
      Optional<LoadReport> load,
      Optional<PlanRecord> plan,
      Optional<Activation> activation,
      Optional<String> waitsFor) {

    private static OnAir waiting(Optional<LoadReport> load, String waitsFor) {
      return new OnAir(load, load.map(LoadReport::plan), Optional.empty(), Optional.of(waitsFor));
    }

    private static OnAir of(LoadReport load, PlanRecord plan, Optional<Activation> activation) {
      return new OnAir(Optional.of(load), Optional.of(plan), activation, Optional.empty());
    }
  }

  /**
   * Loads a campaign, or finishes a load of it that was cut off. Its {@code now} is the moment of
   * the call. It is on the air only when it is activated.
   *
   * @param kind what the show is played for
   * @param seeds the folder of the seeds to load; if empty, they are planned
   * @throws OperationFailedException listing every problem of the file, if it has any
   */
  public LoadReport load(
      Path campaign, ShowKind kind, Optional<Path> seeds, AppendListener listener) {
    Optional<SeedFolder> folder = seeds.map(SeedFolder::open);
    try (ShowSystem system = ShowSystem.open(kafka, keys)) {
      Instant now = system.clock().instant();
      return load(system.loader(author).ofKind(kind), read(campaign, now), folder, now, listener);
    }
  }

  /**
   * Says whether staged plans wait for a second person from now on, unless that is so already.
   *
   * @param isRequired whether they wait
   */
  public void setApproval(boolean isRequired) {
    try (ShowSystem system = ShowSystem.open(kafka, keys)) {
      system.operator().setApproval(isRequired, author);
    }
  }

  /** Loads a campaign with seeds that are planned for it, and puts it on the air at once. */
  public OnAir loadAndActivate(Path campaign) {
    LoadReport report = load(campaign, ShowKind.LIVE, Optional.empty(), AppendListener.NONE);
    try (ShowSystem system = ShowSystem.open(kafka, keys)) {
      return activated(system, report);
    }
  }

  /**
   * What {@code up} does with a campaign that was named: the show that was loaded from the file
   * goes on, or waits for its seed files if their load was cut off; else it is loaded and put on
   * the air; if it needs an envelope and has none, nothing is done. Its {@code now} is then the
   * moment of the return, or, if no wave opens so soon that the load would be in its way, that of
   * the call.
   *
   * @throws OperationFailedException listing every problem of the file, if it has any
   */
  public OnAir resumeOrLoad(Path campaign) {
    try (ShowSystem system = ShowSystem.open(kafka, keys)) {
      Instant now = system.clock().instant();
      CampaignReadResult reading = read(campaign, now);
      Optional<ShowState> on =
          ActiveShows.ofFile(system.topic().read(), reading.sha256(), now.toEpochMilli());
      if (on.isPresent()) {
        return finished(system, on.get());
      }
      Optional<String> missing = missingEnvelope(system, reading.campaign().orElseThrow().show());
      if (missing.isPresent()) {
        return OnAir.waiting(Optional.empty(), missing.get());
      }
      long laterMillis = laterMillis(reading);
      Instant ready = now.plusMillis(laterMillis);
      LoadReport report =
          load(
              system.loader(author),
              laterMillis == 0 ? reading : read(campaign, ready),
              Optional.empty(),
              now,
              AppendListener.NONE);
      OnAir onAir = activated(system, report);
      if (onAir.activation().isPresent()) {
        system.clock().sleep(ready.toEpochMilli() - system.clock().millis());
      }
      return onAir;
    }
  }

  /**
   * What {@code up} does without a campaign: the show on the air goes on; if there is none, the one
   * that was loaded last is put on the air, if there is one.
   */
  public Optional<OnAir> resume() {
    try (ShowSystem system = ShowSystem.open(kafka, keys)) {
      ShowTable table = system.topic().read();
      List<ShowState> on = ActiveShows.at(table, system.clock().millis());
      return ActiveShows.onAir(table, system.clock().millis())
          .or(() -> on.isEmpty() ? Optional.empty() : Optional.of(on.get(on.size() - 1)))
          .map(show -> finished(system, show));
    }
  }

  private OnAir finished(ShowSystem system, ShowState show) {
    return activated(system, system.loader(author).finish(show, AppendListener.NONE));
  }

  /** Completes what was left half done, and puts the show on the air unless it is. */
  private OnAir activated(ShowSystem system, LoadReport report) {
    if (report.status() == LoadReport.Status.WAITING_FOR_SEEDS) {
      return OnAir.of(report, report.plan(), Optional.empty());
    }
    String show = report.plan().show();
    ShowState state = system.operator().complete(show);
    if (state.inForce().isPresent()) {
      return OnAir.of(report, state.inForce().get(), Optional.empty());
    }
    Optional<String> waitsFor =
        missingEnvelope(system, show)
            .or(
                () ->
                    state.isWaitingForApproval()
                        ? Optional.of(
                            String.format(
                                Locale.ROOT,
                                "another person must approve it with ./hongbao show approve %d"
                                    + " --show %s; then put it on the air with ./hongbao show"
                                    + " activate --show %s",
                                report.plan().number(),
                                show,
                                show))
                        : Optional.empty());
    if (waitsFor.isPresent()) {
      return OnAir.waiting(Optional.of(report), waitsFor.get());
    }
    Activation activation = system.operator().activate(show, OptionalLong.empty(), false, author);
    return OnAir.of(report, activation.plan(), Optional.of(activation));
  }

  private static Optional<String> missingEnvelope(ShowSystem system, String show) {
    return new EnvelopeCheck(system.settings())
        .missing(system.topic().read().show(show), ShowKind.LIVE);
  }

  /** How much later than the load a campaign's {@code now} must be for the load to be in time. */
  static long laterMillis(CampaignReadResult reading) {
    long packets =
        reading.campaign().stream()
            .flatMap(campaign -> campaign.waves().stream())
            .flatMap(wave -> wave.pools().stream())
            .mapToLong(Pool::packets)
            .sum();
    long neededMillis =
        ShowSettings.SHORTEST_LEAD_MILLIS
            + LOADED_WITHIN_MILLIS
            + packets / PACKETS_LOADED_PER_MILLI;
    return reading.soonestFromNowMillis().isEmpty()
        ? 0
        : Math.max(0, neededMillis - reading.soonestFromNowMillis().getAsLong());
  }

  private static CampaignReadResult read(Path file, Instant now) {
    CampaignReadResult reading = CampaignFile.read(file, now);
    if (reading.campaign().isEmpty()) {
      throw new OperationFailedException(
          reading.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
    return reading;
  }

  private static LoadReport load(
      CampaignLoader loader,
      CampaignReadResult reading,
      Optional<SeedFolder> seeds,
      Instant now,
      AppendListener listener) {
    return loader.load(
        reading.campaign().orElseThrow(), reading.sha256(), seeds, now.toEpochMilli(), listener);
  }
}
