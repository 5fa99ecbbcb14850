package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Control.BeaconValue;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.ApprovalRecord;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.Approve;
import io.hongbao.wire.records.OpRecord.Forget;
import io.hongbao.wire.records.OpRecord.Stage;
import io.hongbao.wire.records.OpRecord.Tell;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.yaml.DurationFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does what operators command while a show runs. Every command first completes what an earlier one
 * left half done; every change is one or several operations ({@link Operations}).
 *
 * <p>Not thread-safe; others may operate the same show at the same time elsewhere.
 */
public final class ShowOperator {

  /** A pause that names no instant counts from so soon that it is in the log by then. */
  private static final long PAUSE_LEAD_MILLIS = 1_000;

  private final ShowTopic topic;
  private final ShowSettings settings;
  private final Waiting clock;
  private final Operations operations;
  private final PlanStaging staging;
  private final EnvelopeCheck envelopeCheck;
  private final NodeWatch nodes;
  private final PlanActivator activator;
  private final ShowModes modes;

  /** An operator at one system. */
  public ShowOperator(
      ShowTopic topic,
      AckTopic acks,
      ControlLog log,
      ShowSettings settings,
      SigningKey signingKey,
      SealingKey sealingKey,
      SecretSource secrets,
      Waiting clock) {
    this.topic = topic;
    this.settings = settings;
    this.clock = clock;
    this.staging = new PlanStaging(settings, sealingKey, secrets);
    this.envelopeCheck = new EnvelopeCheck(settings);
    this.operations =
        new Operations(
            topic,
            log,
            settings,
            signingKey,
            sealingKey,
            FirstSeeds.planned(sealingKey),
            AppendListener.NONE,
            clock);
    this.nodes = new NodeWatch(acks, settings, clock);
    this.activator = new PlanActivator(topic, settings, clock, operations, staging, nodes);
    this.modes = new ShowModes(clock, operations, nodes);
  }

  /** All shows; what is half done stays so. */
  public ShowTable shows() {
    return topic.read();
  }

  /** The nodes of a show that count now. */
  public Nodes nodes(ShowState state) {
    return nodes.of(state);
  }

  /** Completes what an earlier command left half done. */
  public ShowState complete(String show) {
    return operations.complete(show);
  }

  /**
   * What came of a staged plan.
   *
   * @param behind live nodes that have not acknowledged it within {@link
   *     ShowSettings#maxAckWaitMillis}
   */
  public record Staged(PlanRecord plan, List<String> behind) {}

  /**
   * Makes a plan known, and waits for the acknowledgements of edges.
   *
   * @param campaign the whole show as it shall be; what has opened is as it is
   * @throws ShowRefusedException if the plan must not follow the one in force
   */
  public Staged stage(String show, Campaign campaign, String campaignSha256, String author) {
    Operations.Done done =
        operations.perform(
            show,
            author,
            state -> new Stage(staging.next(state, campaign, campaignSha256, clock.millis())));
    PlanRecord plan = ((Stage) done.op().op()).plan();
    return new Staged(plan, nodes.awaitPlan(done.state(), plan.number()));
  }

  /**
   * Puts the staged plan in force.
   *
   * @param atMillis from when; if empty, the earliest moment allowed
   * @param force whether nodes that have not acknowledged the plan are passed over
   * @throws ShowRefusedException if nothing is staged, it waits for a second person, it is outside
   *     the envelope, a node has not acknowledged it, the instant is too early, or another show
   *     that the same phones see has a wave open
   */
  public Activation activate(String show, OptionalLong atMillis, boolean force, String author) {
    return activator.activate(show, atMillis, force, author);
  }

  /** When a wave shall open: by so much later or earlier than planned, or as soon as can be. */
  public record Cue(OptionalLong shiftMillis) {
    /** As soon as can be. */
    public static final Cue NOW = new Cue(OptionalLong.empty());

    public static Cue by(long shiftMillis) {
      return new Cue(OptionalLong.of(shiftMillis));
    }

    /**
     * A cue as people write it: {@code +20s}, {@code -3s} or {@code now}.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static Cue parse(String text) {
      if (text.equals("now")) {
        return NOW;
      }
      if (!text.startsWith("+") && !text.startsWith("-")) {
        throw new IllegalArgumentException("expected +20s, -3s or now");
      }
      long millis = DurationFormatter.parseMillis(text.substring(1));
      return by(text.startsWith("-") ? -millis : millis);
    }

    /** As {@link #parse} reads it. */
    public String text() {
      if (shiftMillis.isEmpty()) {
        return "now";
      }
      long shift = shiftMillis.getAsLong();
      return (shift < 0 ? "-" : "+") + DurationFormatter.format(Math.abs(shift));
    }
  }

  /**
   * Moves a wave that has not opened; it keeps its length. Stages, waits for acknowledgements and
   * activates in one go.
   *
   * @throws ShowRefusedException if it is too late for that, naming the earliest moment, or if a
   *     node does not acknowledge
   */
  public Activation cue(String show, String waveId, Cue cue, boolean force, String author) {
    long allowanceMillis = PlanActivator.ALLOWANCE_MILLIS;
    for (int tries = 1; ; tries++) {
      long spareMillis = allowanceMillis;
      Operations.Done done =
          operations.perform(
              show, author, state -> new Stage(moved(state, waveId, cue, spareMillis)));
      PlanRecord plan = ((Stage) done.op().op()).plan();
      List<String> behind = nodes.awaitPlan(done.state(), plan.number());
      if (!behind.isEmpty() && !force) {
        throw new ShowRefusedException(
            String.format(
                Locale.ROOT,
                "the cue is plan %d, which is not acknowledged by %s: nothing has changed; look"
                    + " whether they run, or pass them over with --force",
                plan.number(),
                String.join(", ", behind)));
      }
      try {
        return activator.activateStaged(show, plan.number(), OptionalLong.empty(), behind, author);
      } catch (ShowRefusedException e) {
        // Acknowledgements and records took longer than was left for them.
        if (cue.shiftMillis().isPresent() || tries == PlanActivator.MAX_TRIES) {
          throw e;
        }
        allowanceMillis *= 2;
      }
    }
  }

  private PlanRecord moved(ShowState state, String waveId, Cue cue, long spareMillis) {
    PlanRecord inForce = PlanStaging.requireInForce(state);
    CampaignWave wave = requireWave(inForce, waveId);
    WaveSchedule schedule = wave.schedule();
    long nowMillis = clock.millis();
    long leadMillis = settings.activationLeadMillis() + spareMillis;
    long earliestMillis = nowMillis + leadMillis + 1;
    if (schedule.opensAtMillis() < earliestMillis) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "wave %s %s at %s: too late to move it, a cue must be given %s before",
              waveId,
              schedule.opensAtMillis() > nowMillis ? "opens" : "opened",
              Times.of(inForce.campaign(), schedule.opensAtMillis()),
              DurationFormatter.format(leadMillis)));
    }
    long opensAtMillis =
        cue.shiftMillis().isPresent()
            ? schedule.opensAtMillis() + cue.shiftMillis().getAsLong()
            : earliestMillis;
    if (opensAtMillis < earliestMillis) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "wave %s cannot open at %s: the earliest possible moment is %s",
              waveId,
              Times.of(inForce.campaign(), opensAtMillis),
              Times.of(inForce.campaign(), earliestMillis)));
    }
    long lengthMillis = schedule.closesAtMillis() - schedule.opensAtMillis();
    CampaignWave moved =
        wave.at(
            new WaveSchedule(
                waveId, opensAtMillis, opensAtMillis + lengthMillis, schedule.turnMillis()));
    List<CampaignWave> waves = new ArrayList<>(inForce.campaign().waves());
    waves.replaceAll(each -> each.id().equals(waveId) ? moved : each);
    waves.sort(Comparator.comparingLong(each -> each.schedule().opensAtMillis()));
    Campaign campaign;
    try {
      campaign = inForce.campaign().withWaves(waves);
    } catch (IllegalArgumentException e) {
      throw new ShowRefusedException("the cue is not possible: " + e.getMessage(), e);
    }
    return staging.next(state, campaign, inForce.campaignSha256(), nowMillis);
  }

  /**
   * What a command did that tells every bucket the same.
   *
   * @param atMillis from when it counts
   * @param lateBuckets buckets whose log took it later than that, with how late in milliseconds:
   *     turns that were decided before keep their outcome
   */
  public record Told(OpRecord op, long atMillis, Map<Integer, Long> lateBuckets) {}

  /**
   * Pauses a wave, or resumes it.
   *
   * @param atMillis from when; if empty, as soon as every bucket can have heard of it
   */
  public Told pause(
      String show, String waveId, boolean paused, OptionalLong atMillis, String author) {
    Operations.Done done =
        operations.perform(
            show,
            author,
            state -> {
              requireWave(PlanStaging.requireInForce(state), waveId);
              long fromMillis = atMillis.orElse(clock.millis() + PAUSE_LEAD_MILLIS);
              if (state.isPausedAt(waveId, fromMillis) == paused) {
                throw new ShowRefusedException(
                    "wave "
                        + waveId
                        + (paused
                            ? " is paused by then: nothing to do"
                            : " is not paused then: nothing to resume"));
              }
              return new Tell(new Control.Pause(waveId, paused, fromMillis));
            });
    Control.Pause pause = (Control.Pause) ((Tell) done.op().op()).control();
    return new Told(done.op(), pause.atMillis(), late(done, pause.atMillis()));
  }

  private static Map<Integer, Long> late(Operations.Done done, long atMillis) {
    return done.appendedAtMillis().entrySet().stream()
        .filter(bucket -> bucket.getValue() > atMillis)
        .collect(Collectors.toMap(Map.Entry::getKey, bucket -> bucket.getValue() - atMillis));
  }

  /**
   * Sets the mode.
   *
   * @return the operation, and the nodes that do not follow it yet
   */
  public ModeSet mode(String show, Mode mode, String reason, String author) {
    return modes.mode(show, mode, reason, author);
  }

  /** Approves a staged plan; its author cannot. */
  public OpRecord approve(String show, long plan, String author) {
    return operations
        .perform(
            show,
            author,
            state -> {
              PlanActivator.requireStill(state, plan);
              if (state.authorsOf(plan).contains(author)) {
                throw new ShowRefusedException(
                    "plan "
                        + plan
                        + " was staged by "
                        + author
                        + ": another person must approve it");
              }
              return new Approve(plan);
            })
        .op();
  }

  /** Says whether staged plans of all shows wait for a second person, unless that is so already. */
  public void setApproval(boolean isRequired, String author) {
    if (topic.read().isApprovalRequired() != isRequired) {
      topic.append(new ApprovalRecord(isRequired, clock.millis(), author));
    }
  }

  /**
   * Bounds what a show may give away from now on.
   *
   * @param approver the second person's key
   * @throws ShowRefusedException if it is not the approver's key, or if the plan in force is
   *     outside
   */
  public EnvelopeRecord bound(Envelope envelope, SigningKey approver, String author) {
    ShowState state = operations.complete(envelope.show());
    long number = state.envelope().map(EnvelopeRecord::number).orElse(0L) + 1;
    EnvelopeRecord record =
        EnvelopeRecord.approve(envelope, number, clock.millis(), author, approver);
    envelopeCheck.requireApproved(record);
    Optional<PlanRecord> inForce = state.inForce();
    if (inForce.isPresent()) {
      List<String> problems =
          EnvelopeCheck.problems(envelope, state, inForce.get(), inForce.get().activatesAtMillis());
      if (!problems.isEmpty()) {
        throw new ShowRefusedException(
            String.format(
                Locale.ROOT,
                "plan %d of show %s is in force, cannot be taken back, and is outside this"
                    + " envelope: %s",
                inForce.get().number(),
                envelope.show(),
                String.join("; ", problems)));
      }
    }
    topic.append(record);
    return record;
  }

  /** Takes a node out of those that count, until it is heard again. */
  public OpRecord forget(String show, String node, String author) {
    return operations
        .perform(
            show,
            author,
            state -> {
              boolean isLive =
                  nodes(state).live().stream().anyMatch(ack -> ack.node().equals(node));
              if (!isLive) {
                throw new ShowRefusedException(
                    "node " + node + " does not count: ./hongbao show status lists those that do");
              }
              return new Forget(node);
            })
        .op();
  }

  /**
   * Tells every bucket what a wave's public beacon said, or that its round failed and the next one
   * takes its place.
   *
   * @param value empty if the round failed
   */
  public Control.Beacon beacon(
      String show, String waveId, Optional<BeaconValue> value, String author) {
    Operations.Done done =
        operations.perform(show, author, state -> new Tell(nextBeacon(state, waveId, value)));
    return (Control.Beacon) ((Tell) done.op().op()).control();
  }

  private static Control.Beacon nextBeacon(
      ShowState state, String waveId, Optional<BeaconValue> value) {
    BeaconRound named =
        requireWave(PlanStaging.requireInForce(state), waveId)
            .beacon()
            .orElseThrow(() -> new ShowRefusedException("wave " + waveId + " waits for no beacon"));
    if (state.beaconValue(waveId).isPresent()) {
      throw new ShowRefusedException(
          "wave " + waveId + " has the value of its beacon: a value never changes");
    }
    long round = named.round() + state.beacons(waveId).size();
    return new Control.Beacon(waveId, round, value);
  }

  /**
   * Moves what is left of closed waves into the waves that carry from them, as far as that is due.
   *
   * @return what was moved
   */
  public List<Control.Carry> carry(String show, String author) {
    List<Control.Carry> carried = new ArrayList<>();
    Optional<Operations.Done> done;
    do {
      done = operations.performIfNeeded(show, author, state -> dueCarry(state).map(Tell::new));
      done.map(each -> (Control.Carry) ((Tell) each.op().op()).control()).ifPresent(carried::add);
    } while (done.isPresent());
    return carried;
  }

  private Optional<Control.Carry> dueCarry(ShowState state) {
    long nowMillis = clock.millis();
    return pendingCarries(state)
        .filter(carry -> carryDueAtMillis(state, carry) <= nowMillis)
        .findFirst();
  }

  /** When the next carry is due; empty if none is left. */
  public OptionalLong nextCarryAtMillis(ShowState state) {
    return pendingCarries(state).mapToLong(carry -> carryDueAtMillis(state, carry)).min();
  }

  /** What the plan in force carries and no command has moved yet, in the order of the waves. */
  private static Stream<Control.Carry> pendingCarries(ShowState state) {
    return PlanStaging.requireInForce(state).campaign().waves().stream()
        .flatMap(
            wave ->
                wave.carriesFrom().stream()
                    .filter(from -> !state.isCarried(from))
                    .map(from -> new Control.Carry(from, wave.id(), wave.curve())));
  }

  private static long carryDueAtMillis(ShowState state, Control.Carry carry) {
    PlanRecord plan = PlanStaging.requireInForce(state);
    return requireWave(plan, carry.fromWaveId()).schedule().quietAtMillis();
  }

  /**
   * Ends a show whose turns can no longer be named, in all buckets.
   *
   * @throws ShowRefusedException if a turn can still be named
   */
  public OpRecord end(String show, String author) {
    return modes.end(show, author);
  }

  /**
   * Stops the edges of a show for good, and waits until nothing of it is on its way to the log.
   *
   * @throws ShowRefusedException if a node does not say so
   */
  public ModeSet stopEdges(String show, boolean force, String author) {
    return modes.stopEdges(show, force, author);
  }

  /** Publishes the secrets of a show that has ended. */
  public OpRecord publish(String show, String author) {
    return modes.publish(show, author);
  }

  private static CampaignWave requireWave(PlanRecord plan, String waveId) {
    return plan.campaign()
        .wave(waveId)
        .orElseThrow(
            () ->
                new ShowRefusedException(
                    "show "
                        + plan.show()
                        + " has no wave "
                        + waveId
                        + ": expected one of "
                        + plan.campaign().waves().stream()
                            .map(CampaignWave::id)
                            .collect(Collectors.joining(", "))));
  }
}
