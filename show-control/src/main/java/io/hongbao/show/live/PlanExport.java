package io.hongbao.show.live;

import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanFile;
import io.hongbao.wire.records.PlanFile.Checks;
import io.hongbao.wire.records.PlanFile.Entry;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShowRecord;
import io.hongbao.wire.records.ShowSnapshot;
import io.hongbao.wire.records.SignedControl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Operates a show without Kafka, on what was known of it before: {@link #operator()} works as
 * everywhere, and what it would append becomes a file that edges take instead. The file has all
 * that was done since the snapshot, so the newest one alone suffices.
 *
 * <p>No edge can acknowledge anything here: plans must be activated by force, and the log says so.
 * Not thread-safe.
 */
public final class PlanExport {

  /** Stands for all edges, whatever they are. */
  private static final String EVERY_EDGE = "every-edge";

  private final ShowSnapshot snapshot;
  private final String show;
  private final SigningKey signingKey;
  private final ShowTable table = new ShowTable();
  private final List<Entry> entries = new ArrayList<>();
  private final ShowOperator operator;

  /**
   * Begins where the last file of the show ended, or at the snapshot if none was made.
   *
   * @param afresh whether the last file is passed over, since it came to nothing
   * @param leadMillis from when a plan counts, from now: so long the file may take to the log
   * @param approverKey checks who signed an envelope; if it is there, every show needs one
   */
  public PlanExport(
      ShowSnapshot snapshot,
      String show,
      boolean afresh,
      long leadMillis,
      Optional<VerifyingKey> approverKey,
      SigningKey signingKey,
      SealingKey sealingKey,
      SecretSource secrets,
      Waiting clock) {
    this.snapshot = snapshot;
    this.show = show;
    this.signingKey = signingKey;
    snapshot.records().forEach(table::accept);
    for (PlanFile file : snapshot.files()) {
      boolean isOfShow = file.show().equals(show);
      if (!isOfShow || !afresh) {
        file.entries().stream()
            .flatMap(entry -> entry.showRecord().stream())
            .forEach(table::accept);
      }
      if (isOfShow && !afresh) {
        entries.addAll(file.entries());
      }
    }
    Waiting standing = new Standing(clock.instant());
    AckRecord silent =
        new AckRecord(EVERY_EDGE, standing.millis(), false, 0, OptionalLong.empty(), Map.of());
    this.operator =
        new ShowOperator(
            new Topic(),
            () -> List.of(silent),
            new Log(standing),
            new ShowSettings(snapshot.partitions(), leadMillis, 0, approverKey),
            signingKey,
            sealingKey,
            secrets,
            standing);
  }

  /** All shows, as far as they are known. */
  public ShowTable shows() {
    return table;
  }

  /** Does what is commanded, into the file. */
  public ShowOperator operator() {
    return operator;
  }

  /**
   * The file of all that was done since the snapshot.
   *
   * @throws ShowRefusedException if nothing was done, or it is too long
   */
  public PlanFile file() {
    ShowState state = table.show(show);
    long lastOp = state.lastOp().map(OpRecord::number).orElse(0L);
    long number = Math.max(snapshot.lastFileNumber() + 1, lastOp);
    Checks checks =
        new Checks(
            state.envelope().map(EnvelopeRecord::number).orElse(0L), table.isApprovalRequired());
    try {
      return PlanFile.sign(signingKey, show, number, snapshot.partitions(), checks, entries);
    } catch (IllegalArgumentException e) {
      throw new ShowRefusedException("no file can be made: " + e.getMessage(), e);
    }
  }

  /**
   * All of a file is done at one instant, however long a slow machine takes to make it: nobody is
   * waited for here, and what comes too late for an edge is for the edge to say.
   */
  private static final class Standing implements Waiting {
    private Instant now;

    Standing(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public void sleep(long millis) {
      now = now.plusMillis(Math.max(0, millis));
    }
  }

  /** Topic {@code show} as it was known, and what was appended since. */
  private final class Topic implements ShowTopic {
    @Override
    public ShowTable read() {
      return table;
    }

    @Override
    public void append(ShowRecord record) {
      table.accept(record);
      if (record instanceof PlanRecord plan && plan.isActivating() && !isStagedHere(plan)) {
        // Whoever appends the file takes back with it what it could not activate.
        entries.add(Entry.of(plan.staged(), signingKey));
      }
      entries.add(Entry.of(record, signingKey));
    }

    private boolean isStagedHere(PlanRecord plan) {
      return entries.stream()
          .flatMap(entry -> entry.showRecord().stream())
          .anyMatch(plan.staged()::equals);
    }

    @Override
    public void close() {
      // nothing to let go
    }
  }

  /** Topic {@code shakes}, into which nothing but control records without seeds can be put. */
  private final class Log implements ControlLog {
    private final Waiting clock;
    private final Map<Integer, Long> appendedAtMillis = new HashMap<>();

    Log(Waiting clock) {
      this.clock = clock;
    }

    @Override
    public void append(int partition, SignedControl control) {
      if (control.holdsSeeds()) {
        throw new ShowRefusedException(
            "the plan adds packets to show "
                + show
                + ", and a file holds no seeds: leave packets and budgets as they are, or wait"
                + " until Kafka can be reached");
      }
      entries.add(Entry.of(control));
      appendedAtMillis.put(control.key().bucket(), clock.millis());
    }

    @Override
    public Map<Integer, Long> awaitAcknowledgements() {
      Map<Integer, Long> appended = Map.copyOf(appendedAtMillis);
      appendedAtMillis.clear();
      return appended;
    }

    @Override
    public void close() {
      // nothing to let go
    }
  }
}
