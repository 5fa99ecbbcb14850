package io.hongbao.rehearsal.rundown;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.proof.audit.Audit;
import io.hongbao.proof.audit.AuditReport;
import io.hongbao.proof.audit.AuditSettings;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.ShowReply;
import io.hongbao.rehearsal.audience.http.SingleCall;
import io.hongbao.rehearsal.rundown.Order.Activate;
import io.hongbao.rehearsal.rundown.Order.AnswersWithin;
import io.hongbao.rehearsal.rundown.Order.AuditPasses;
import io.hongbao.rehearsal.rundown.Order.ChangeMode;
import io.hongbao.rehearsal.rundown.Order.ChangeRate;
import io.hongbao.rehearsal.rundown.Order.CueWave;
import io.hongbao.rehearsal.rundown.Order.EndShow;
import io.hongbao.rehearsal.rundown.Order.Expectation;
import io.hongbao.rehearsal.rundown.Order.PartSignal;
import io.hongbao.rehearsal.rundown.Order.PauseWave;
import io.hongbao.rehearsal.rundown.Order.SignalPart;
import io.hongbao.rehearsal.rundown.Order.StageFile;
import io.hongbao.rehearsal.rundown.Order.WaveCondition;
import io.hongbao.rehearsal.rundown.Order.WaveIs;
import io.hongbao.rehearsal.torture.BackgroundAudience;
import io.hongbao.rehearsal.torture.PartProcess;
import io.hongbao.rehearsal.torture.PartProcess.Signalled;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.campaign.LoadedShow;
import io.hongbao.show.live.ShowOperator;
import io.hongbao.show.live.ShowOperator.Cue;
import io.hongbao.show.live.ShowOperator.Staged;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.live.ShowState;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.yaml.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A system of processes on this machine, and its audience. */
final class LocalPlayedSystem implements PlayedSystem {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  /** In which a part that was killed is back. */
  private static final Duration RESTART_TIMEOUT = Duration.ofMinutes(10);

  /** In which it is noticed that a part died. */
  private static final Duration NOTICE_TIMEOUT = Duration.ofSeconds(10);

  private static final long CHECK_EVERY_MILLIS = 100;

  private final RundownFolder folder;
  private final RundownScript script;
  private final String kafka;
  private final List<Endpoint> edges;
  private final String show;
  private final long beginMillis;
  private final BackgroundAudience audience;
  private final RecentAnswers answers;
  private final BooleanSupplier allUp;
  private final Consumer<String> progress;
  private final OperatorCommand command;
  private final Set<String> stopped = new LinkedHashSet<>();

  /**
   * A system that is ready.
   *
   * @param show on the air
   * @param beginMillis what {@code now} of a campaign file means, epoch milliseconds
   * @param answers of the audience
   * @param allUp whether every part is ready
   */
  LocalPlayedSystem(
      RundownFolder folder,
      RundownScript script,
      String kafka,
      List<Endpoint> edges,
      String show,
      long beginMillis,
      BackgroundAudience audience,
      RecentAnswers answers,
      BooleanSupplier allUp,
      Consumer<String> progress) {
    this.folder = folder;
    this.script = script;
    this.kafka = kafka;
    this.edges = edges;
    this.show = show;
    this.beginMillis = beginMillis;
    this.audience = audience;
    this.answers = answers;
    this.allUp = allUp;
    this.progress = progress;
    this.command = new OperatorCommand(folder.data(), show);
  }

  @Override
  public String perform(Order order) throws InterruptedException {
    if (order instanceof StageFile stage) {
      return stage(stage.campaign());
    }
    if (order instanceof Activate) {
      return command.run("activate");
    }
    if (order instanceof CueWave cue) {
      return command.run("cue", cue.wave(), new Cue(scaled(cue.shiftMillis())).text());
    }
    if (order instanceof PauseWave pause) {
      return command.run(pause.paused() ? "pause" : "resume", pause.wave());
    }
    if (order instanceof ChangeMode mode) {
      return command.run("mode", Integer.toString(mode.number()), "--reason", mode.reason());
    }
    if (order instanceof ChangeRate rate) {
      audience.changeRate(rate.perSecond());
      return "";
    }
    if (order instanceof SignalPart signal) {
      return signal(signal.signal(), signal.part());
    }
    if (order instanceof EndShow) {
      return command.run("end", "--now");
    }
    throw new IllegalArgumentException(order + ": expected something to do");
  }

  @Override
  public Observation observe(Expectation expectation) throws InterruptedException {
    if (expectation instanceof WaveIs expected) {
      return waveIs(expected);
    }
    if (expectation instanceof AnswersWithin expected) {
      return answersWithin(expected);
    }
    if (expectation instanceof AuditPasses) {
      return audit();
    }
    throw new IllegalArgumentException(expectation + ": expected one that can be seen");
  }

  /** Lets parts go on that the script left stopped: a stopped one does not end when it is told. */
  void letAllGoOn() throws InterruptedException {
    for (String part : List.copyOf(stopped)) {
      signal(PartSignal.GO_ON, part);
    }
  }

  /** The audience shakes no more; returns when it has heard its last answers, or gave them up. */
  AudienceReport endAudience() {
    audience.stop();
    return audience.report();
  }

  private OptionalLong scaled(OptionalLong shiftMillis) {
    return shiftMillis.isEmpty()
        ? shiftMillis
        : OptionalLong.of(ScaledCampaign.scaled(shiftMillis.getAsLong(), script.scale()));
  }

  /** As the command does, but that {@code now} of the file is the beginning of the show. */
  private String stage(Path campaign) {
    Path file = folder.scaledCopy(campaign, script.scale());
    try (ShowSystem system = ShowSystem.open(kafka, LocalKeys.read(folder.data()))) {
      ShowOperator operator = system.operator();
      PlanRecord inForce = operator.complete(show).inForce().orElseThrow();
      CampaignReadResult reading =
          CampaignFile.read(
              file,
              Instant.ofEpochMilli(beginMillis),
              Optional.of(LoadedShow.of(inForce.campaign())));
      if (reading.campaign().isEmpty()) {
        throw new OperationFailedException(
            reading.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
      }
      Staged staged =
          operator.stage(show, reading.campaign().get(), reading.sha256(), OperatorCommand.AUTHOR);
      if (!staged.behind().isEmpty()) {
        throw new OperationFailedException(
            String.format(
                Locale.ROOT,
                "plan %d is staged, but not acknowledged within %d s by %s",
                staged.plan().number(),
                ShowSettings.MAX_ACK_WAIT_MILLIS / 1000,
                String.join(", ", staged.behind())));
      }
      return "plan " + staged.plan().number() + " is staged and acknowledged by every edge";
    }
  }

  private String signal(PartSignal signal, String part) throws InterruptedException {
    Signalled sent = new PartProcess(folder.data(), part).signal(signal.signal());
    if (signal == PartSignal.STOP) {
      stopped.add(part);
    } else {
      stopped.remove(part);
    }
    if (signal == PartSignal.KILL) {
      await(() -> !allUp.getAsBoolean(), NOTICE_TIMEOUT);
    }
    return "SIG" + signal.signal() + " to pid " + sent.pid();
  }

  private Observation waveIs(WaveIs expected) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + expected.within().toNanos();
    while (true) {
      Observation seen =
          expected.condition() == WaveCondition.PAUSED
              ? paused(expected.wave())
              : wave(expected.wave(), expected.condition());
      if (seen.met() || System.nanoTime() - deadlineNanos >= 0) {
        return seen;
      }
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
    }
  }

  private Observation paused(String wave) {
    try (ShowSystem system = ShowSystem.open(kafka, LocalKeys.read(folder.data()))) {
      ShowState state = system.topic().read().show(show);
      boolean isPaused = state.isPausedAt(wave, system.clock().millis());
      return new Observation(isPaused, "by the log it is " + (isPaused ? "paused" : "not paused"));
    }
  }

  private Observation wave(String wave, WaveCondition expected) {
    StringBuilder said = new StringBuilder();
    boolean met = true;
    boolean answered = false;
    for (int i = 0; i < edges.size(); i++) {
      SingleCall.Result call = SingleCall.get(edges.get(i), "/v1/show", CALL_TIMEOUT);
      said.append(said.isEmpty() ? "" : ", ").append("edge-").append(i + 1).append(": ");
      if (call.reply().isPresent() && call.reply().get().status() == 200) {
        ShowReply page = ShowReply.parse(call.reply().get().body());
        Optional<WaveCondition> seen = condition(page, wave);
        said.append(seen.map(WaveCondition::word).orElse("no such wave"));
        answered = true;
        met = met && seen.equals(Optional.of(expected));
      } else {
        said.append("away");
      }
    }
    return new Observation(met && answered, said.toString());
  }

  private static Optional<WaveCondition> condition(ShowReply page, String wave) {
    return page.waves().stream()
        .filter(each -> each.id().equals(wave))
        .findFirst()
        .map(
            each -> {
              if (page.serverTimeMillis() < each.opensAtMillis()) {
                return WaveCondition.WAITING;
              }
              return page.serverTimeMillis() < each.closesAtMillis()
                  ? WaveCondition.OPEN
                  : WaveCondition.CLOSED;
            });
  }

  private Observation answersWithin(AnswersWithin expected) {
    long withinMillis = Math.max(1_000, script.scaled(expected.within()).toMillis());
    OptionalLong p99 = answers.p99Millis(System.currentTimeMillis() - withinMillis);
    return p99.isEmpty()
        ? new Observation(false, "no answer came")
        : new Observation(
            p99.getAsLong() < expected.p99().toMillis(), "p99 is " + p99.getAsLong() + " ms");
  }

  /** Phones may hear what is still due from parts that are back, and an audit needs a broker. */
  private void awaitAllUp() throws InterruptedException {
    await(allUp, RESTART_TIMEOUT);
  }

  private static void await(BooleanSupplier condition, Duration timeout)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() - deadlineNanos < 0) {
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
    }
  }

  private Observation audit() throws InterruptedException {
    letAllGoOn();
    awaitAllUp();
    progress.accept("the audience ends; waiting for its last answers, then auditing the log");
    endAudience();
    DataDirectory data = folder.data();
    LocalKeys keys = LocalKeys.read(data);
    AuditReport audit =
        Audit.run(
            AuditSettings.of(
                kafka, keys.verifyingKey(), keys.sealingKey(), Optional.of(folder.seenFile())),
            progress);
    List<String> broken =
        audit.promises().stream()
            .filter(promise -> !promise.isKept())
            .map(promise -> promise.id() + " " + promise.text())
            .toList();
    return new Observation(
        audit.isOk(),
        audit.isOk()
            ? audit.promises().size() + " promises hold"
            : "broken: " + String.join(", ", broken));
  }
}
