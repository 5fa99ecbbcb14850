package io.hongbao.show.live;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.Activate;
import io.hongbao.wire.records.OpRecord.AppendPlan;
import io.hongbao.wire.records.OpRecord.Op;
import io.hongbao.wire.records.OpRecord.PublishSecrets;
import io.hongbao.wire.records.OpRecord.SetMode;
import io.hongbao.wire.records.OpRecord.Stage;
import io.hongbao.wire.records.OpRecord.Tell;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SecretsRecord;
import io.hongbao.wire.records.SignedControl;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Does operations one after another, whoever gives them.
 *
 * <p>An operation is written down before it does anything: of two that take the same number the
 * first counts, and who came second decides anew on what the first did. Whatever an operation does
 * follows from what is written, so an operation that was cut off is completed by whoever comes
 * next: buckets meet the same records under the same numbers again, and ignore them.
 *
 * <p>Not thread-safe; others may operate the same show at the same time elsewhere.
 */
public final class Operations {

  /** Who loses so often meets a machine, not an operator. */
  private static final int MAX_TRIES = 10;

  private final ShowTopic topic;
  private final ControlLog log;
  private final ShowSettings settings;
  private final SigningKey signingKey;
  private final SealingKey sealingKey;
  private final FirstSeeds firstSeeds;
  private final AppendListener listener;
  private final InstantSource clock;

  /** Null while nothing was appended. */
  private PlanContent lastContent;

  /** Null while nothing was planned, as is the key. */
  private PlanContent planned;

  private ContentKey plannedKey;

  /** What a content follows from, within one topic. */
  private record ContentKey(String show, long op, Op append) {}

  public Operations(
      ShowTopic topic,
      ControlLog log,
      ShowSettings settings,
      SigningKey signingKey,
      SealingKey sealingKey,
      FirstSeeds firstSeeds,
      AppendListener listener,
      InstantSource clock) {
    this.topic = topic;
    this.log = log;
    this.settings = settings;
    this.signingKey = signingKey;
    this.sealingKey = sealingKey;
    this.firstSeeds = firstSeeds;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * An operation that was done.
   *
   * @param state of the show after it
   * @param appendedAtMillis of each bucket that was told something, when the log took it
   */
  public record Done(ShowState state, OpRecord op, Map<Integer, Long> appendedAtMillis) {}

  /** A show in which nothing is left half done. */
  public ShowState complete(String show) {
    return complete(topic.read().show(show));
  }

  /**
   * Does an operation.
   *
   * @param decide what to do, given the show with nothing left half done; asked again if another
   *     operator was faster. It throws if the operation is to be refused
   */
  public Done perform(String show, String author, Function<ShowState, Op> decide) {
    return performIfNeeded(show, author, state -> Optional.of(decide.apply(state))).orElseThrow();
  }

  /**
   * Does an operation, unless there is nothing left to do.
   *
   * @param decide as above; empty if nothing is left to do
   */
  public Optional<Done> performIfNeeded(
      String show, String author, Function<ShowState, Optional<Op>> decide) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      ShowState state = complete(show);
      Optional<Op> op = decide.apply(state);
      if (op.isEmpty()) {
        return Optional.empty();
      }
      OpRecord mine = draft(state, author, op.get());
      if (op.get() instanceof Activate activate) {
        announce(state, activate);
      }
      topic.append(mine);
      ShowState then = topic.read().show(show);
      OpRecord first = then.op(mine.number()).orElseThrow();
      if (!first.isSameAs(mine)) {
        // Compaction keeps the last record of a key: it shall be the one that counts.
        topic.append(first);
        continue;
      }
      Map<Integer, Long> appendedAtMillis = finish(then, first);
      return Optional.of(new Done(complete(show), first, appendedAtMillis));
    }
    complete(show);
    throw new ShowRefusedException(
        "show "
            + show
            + ": others operate it at the same time and were faster "
            + MAX_TRIES
            + " times: try again");
  }

  /** What was appended of a plan last, if anything was. */
  public Optional<PlanContent> lastContent() {
    return Optional.ofNullable(lastContent);
  }

  private ShowState complete(ShowState state) {
    ShowState now = state;
    while (now.lastOp().isPresent() && !now.lastOp().get().isDone()) {
      finish(now, now.lastOp().get());
      now = topic.read().show(state.show());
    }
    if (!now.abandoned().isEmpty()) {
      now.abandoned().forEach(topic::append);
      now = topic.read().show(state.show());
    }
    return now;
  }

  /**
   * Edges keep the waves closed that a plan moves, from before the operation stands that activates
   * it: whoever completes that operation may come when the wave would have opened long ago.
   */
  private void announce(ShowState state, Activate activate) {
    PlanRecord plan = state.plan(activate.plan()).orElseThrow();
    topic.append(plan.staged().activatingAt(activate.atMillis()));
  }

  private OpRecord draft(ShowState state, String author, Op op) {
    return draft(state, author, op, lastControls(state, op));
  }

  private OpRecord draft(ShowState state, String author, Op op, List<Long> lastControls) {
    return new OpRecord(
        state.show(), state.nextOpNumber(), clock.millis(), author, false, op, lastControls);
  }

  /** Planning many seeds takes a while: it is done once for counting and appending. */
  private PlanContent content(ShowState state, OpRecord append) {
    ContentKey key = new ContentKey(append.show(), append.number(), append.op());
    if (!key.equals(plannedKey)) {
      planned = PlanContent.of(state, append, sealingKey, firstSeeds);
      plannedKey = key;
    }
    return planned;
  }

  private List<Long> lastControls(ShowState state, Op op) {
    if (op instanceof AppendPlan append) {
      PlanContent content = content(state, draft(state, "-", append, List.of()));
      List<Long> before = state.lastControlsBefore(state.nextOpNumber(), content.buckets());
      return IntStream.range(0, content.buckets())
          .mapToObj(bucket -> before.get(bucket) + content.records(bucket))
          .toList();
    }
    if (op instanceof Activate activate) {
      return oneMore(state, buckets(state, activate.plan()));
    }
    if (op instanceof Tell) {
      return oneMore(state, buckets(state, state.inForce().orElseThrow().number()));
    }
    return List.of();
  }

  private static List<Long> oneMore(ShowState state, int buckets) {
    return state.lastControlsBefore(state.nextOpNumber(), buckets).stream()
        .map(number -> number + 1)
        .toList();
  }

  private static int buckets(ShowState state, long plan) {
    return state.plan(plan).orElseThrow().campaign().buckets();
  }

  private Map<Integer, Long> finish(ShowState state, OpRecord op) {
    Map<Integer, Long> appendedAtMillis = execute(state, op);
    topic.append(op.done());
    return appendedAtMillis;
  }

  private Map<Integer, Long> execute(ShowState state, OpRecord op) {
    if (op.op() instanceof Stage stage) {
      topic.append(stage.plan());
    } else if (op.op() instanceof AppendPlan append) {
      return append(state, op, append);
    } else if (op.op() instanceof Activate activate) {
      return activate(state, op, activate);
    } else if (op.op() instanceof Tell tell) {
      return tell(state, op, ControlCodec.of(tell.control()));
    } else if (op.op() instanceof SetMode set) {
      topic.append(new ModeRecord(op.show(), op.number(), set.mode(), set.reason()));
    } else if (op.op() instanceof PublishSecrets) {
      topic.append(secrets(state));
    }
    return Map.of();
  }

  private Map<Integer, Long> append(ShowState state, OpRecord op, AppendPlan append) {
    PlanRecord plan = state.plan(append.plan()).orElseThrow();
    requireSameLog(plan);
    PlanContent content = content(state, op);
    lastContent = content;
    List<Long> before = state.lastControlsBefore(op.number(), content.buckets());
    for (int bucket = 0; bucket < content.buckets(); bucket++) {
      int to = bucket;
      content.read(bucket, (place, bytes) -> append(plan, to, before.get(to) + place, bytes));
      listener.bucketAppended(bucket + 1, content.buckets());
    }
    return log.awaitAcknowledgements();
  }

  private void requireSameLog(PlanRecord plan) {
    if (plan.partitions() != settings.partitions()) {
      throw new ShowRefusedException(
          String.format(
              Locale.ROOT,
              "show %s was staged for a log of %d partitions, this one has %d: load it where it was"
                  + " staged, or give the show another name",
              plan.show(),
              plan.partitions(),
              settings.partitions()));
    }
  }

  /**
   * Edges follow the plan only when every bucket has its Activate; from the moment at which the
   * first may have it they keep the waves closed that it moves.
   */
  private Map<Integer, Long> activate(ShowState state, OpRecord op, Activate activate) {
    PlanRecord plan = state.plan(activate.plan()).orElseThrow();
    requireSameLog(plan);
    if (!plan.isActive()) {
      // Once more: another command may have taken it back before the operation stood.
      announce(state, activate);
    }
    Control control = new Control.Activate(activate.plan(), activate.atMillis());
    Map<Integer, Long> appendedAtMillis = tell(state, op, ControlCodec.of(control));
    if (!plan.isActive()) {
      topic.append(plan.activeFrom(followedFromMillis(activate)));
    }
    return appendedAtMillis;
  }

  /** The instant of the Activates, unless they took so long that edges would follow too late. */
  private long followedFromMillis(Activate activate) {
    long nowMillis = clock.millis();
    long leadMillis = settings.activationLeadMillis();
    boolean isInTime = activate.atMillis() >= nowMillis + leadMillis / 2;
    return isInTime ? activate.atMillis() : nowMillis + leadMillis;
  }

  private Map<Integer, Long> tell(ShowState state, OpRecord op, byte[] content) {
    PlanRecord plan = plan(state, op);
    for (int bucket = 0; bucket < op.lastControls().size(); bucket++) {
      append(plan, bucket, op.lastControls().get(bucket), content);
    }
    return log.awaitAcknowledgements();
  }

  private static PlanRecord plan(ShowState state, OpRecord op) {
    return op.op() instanceof Activate activate
        ? state.plan(activate.plan()).orElseThrow()
        : state.inForceBefore(op.number()).orElseThrow();
  }

  private void append(PlanRecord plan, int bucket, long number, byte[] content) {
    BucketKey key = new BucketKey(plan.show(), bucket);
    log.append(bucket % plan.partitions(), SignedControl.sign(signingKey, key, number, content));
  }

  private SecretsRecord secrets(ShowState state) {
    PlanRecord plan = state.inForce().orElseThrow();
    Map<String, WaveSecret> secrets = new LinkedHashMap<>();
    plan.campaign()
        .waves()
        .forEach(
            wave ->
                secrets.put(
                    wave.id(),
                    plan.secrets().get(wave.id()).open(sealingKey, plan.show(), wave.id())));
    return new SecretsRecord(plan.show(), secrets);
  }
}
