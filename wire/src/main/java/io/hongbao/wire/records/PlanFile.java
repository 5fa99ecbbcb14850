package io.hongbao.wire.records;

import io.hongbao.domain.Names;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Operations of a show as one signed file: the second way to edges, when Kafka cannot be reached
 * from where operators are. Whoever takes it appends its records to the topics {@code show} and
 * {@code shakes}, in their order, with the keys and bytes that they have here. It stages, approves
 * and activates plans and sets modes; it holds no seeds, no envelope, and nothing that says whether
 * plans need approval. Immutable.
 */
public final class PlanFile {

  /** Longest file. */
  public static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final int VERSION = 1;
  private static final int MAX_ENTRIES = 200_000;
  private static final int SHOW_RECORD = 1;
  private static final int CONTROL = 2;
  private static final byte[] PURPOSE = "hongbao-plan-file-1".getBytes(StandardCharsets.US_ASCII);

  private final String show;
  private final long number;
  private final int partitions;
  private final Checks checks;
  private final List<Operation> operations;
  private final byte[] bytes;

  /**
   * What its plans were checked against. A log that knows a later envelope, or approval where none
   * was required, must not take them.
   *
   * @param envelope the number of the show's envelope; 0 if there was none
   * @param isApprovalRequired whether staged plans waited for a second person
   */
  public record Checks(long envelope, boolean isApprovalRequired) {
    /** Nothing bounds the show, and nobody else is asked. */
    public static final Checks NONE = new Checks(0, false);
  }

  /** A record and where it belongs: {@code show}, or a partition of {@code shakes}. */
  public static final class Entry {
    private final ShowRecord showRecord;
    private final byte[] signedShowRecord;
    private final SignedControl control;

    private Entry(ShowRecord showRecord, byte[] signedShowRecord, SignedControl control) {
      this.showRecord = showRecord;
      this.signedShowRecord = signedShowRecord;
      this.control = control;
    }

    /** A record of {@code show}. */
    public static Entry of(ShowRecord record, SigningKey signingKey) {
      return new Entry(record, record.sign(signingKey), null);
    }

    /**
     * A record of {@code shakes}.
     *
     * @throws IllegalArgumentException if it brings seeds
     */
    public static Entry of(SignedControl control) {
      if (control.holdsSeeds()) {
        throw new IllegalArgumentException(
            control + " brings seeds: expected none in a file, stock goes to the log alone");
      }
      return new Entry(null, null, control);
    }

    /** The record of {@code show}; empty if it is one of {@code shakes}. */
    public Optional<ShowRecord> showRecord() {
      return Optional.ofNullable(showRecord);
    }

    /** The record of {@code shakes}; empty if it is one of {@code show}. */
    public Optional<SignedControl> control() {
      return Optional.ofNullable(control);
    }

    /** The operation that it begins or ends; empty if it is another record. */
    public Optional<OpRecord> op() {
      return showRecord instanceof OpRecord op ? Optional.of(op) : Optional.empty();
    }

    /** Its key in the topic. */
    public byte[] key() {
      return control != null
          ? control.key().encode()
          : showRecord.key().getBytes(StandardCharsets.UTF_8);
    }

    /** Its value in the topic. */
    public byte[] value() {
      return control != null ? control.encode() : signedShowRecord.clone();
    }

    private boolean isDone() {
      return op().filter(OpRecord::isDone).isPresent();
    }

    private String show() {
      return control != null ? control.key().show() : showRecord.show();
    }
  }

  /**
   * An operation as it is done: what it appends, in that order, the record of it that says done at
   * the end.
   *
   * @param op done
   */
  public record Operation(OpRecord op, List<Entry> entries) {
    public Operation {
      entries = List.copyOf(entries);
    }

    /** The instant from which the plan counts that it activates; empty if it activates none. */
    public OptionalLong activatesAtMillis() {
      return op.op() instanceof OpRecord.Activate activate
          ? OptionalLong.of(activate.atMillis())
          : OptionalLong.empty();
    }
  }

  private PlanFile(
      String show,
      long number,
      int partitions,
      Checks checks,
      List<Operation> operations,
      byte[] bytes) {
    this.show = show;
    this.number = number;
    this.partitions = partitions;
    this.checks = checks;
    this.operations = operations;
    this.bytes = bytes;
  }

  /**
   * Makes a file.
   *
   * @param number of the file among those of its show; not below that of its last operation
   * @param partitions of {@code shakes}
   * @param checks what its plans were checked against
   * @param entries of whole operations, one after another
   * @throws IllegalArgumentException if it cannot be one, or would be longer than {@link
   *     #MAX_BYTES}
   */
  public static PlanFile sign(
      SigningKey signingKey,
      String show,
      long number,
      int partitions,
      Checks checks,
      List<Entry> entries) {
    List<Operation> operations = operations(show, number, partitions, entries);
    RecordWriter content =
        new RecordWriter(64 * 1024)
            .writeText(show)
            .writeNumber(number)
            .writeNumber(partitions)
            .writeNumber(checks.envelope())
            .writeByte(checks.isApprovalRequired() ? 1 : 0)
            .writeNumber(entries.size());
    SignedControl before = null;
    for (Entry entry : entries) {
      if (entry.control == null) {
        content.writeByte(SHOW_RECORD).writeBytes(entry.signedShowRecord);
      } else {
        content.writeByte(CONTROL);
        entry.control.writeAfter(content, before);
        before = entry.control;
      }
    }
    byte[] signed = content.toBytes();
    byte[] bytes =
        new RecordWriter(signed.length + 96)
            .writeByte(VERSION)
            .writeByte(RecordKind.PLAN_FILE)
            .writeBytes(signed)
            .writeBytes(signingKey.sign(message(signed)))
            .toBytes();
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "file of %,d bytes: expected at most %,d", bytes.length, MAX_BYTES));
    }
    return new PlanFile(show, number, partitions, checks, operations, bytes);
  }

  /**
   * Reads a file whose signature is right.
   *
   * @throws MalformedRecordException if it is damaged, too long, or signed by somebody else
   */
  public static PlanFile verify(byte[] bytes, VerifyingKey verifyingKey) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedRecordException(
          String.format(
              Locale.ROOT,
              "plan file of %,d bytes: expected at most %,d",
              bytes.length,
              MAX_BYTES));
    }
    RecordReader outer = new RecordReader(bytes).expect("plan file", VERSION, RecordKind.PLAN_FILE);
    byte[] content = outer.readBytes();
    byte[] signature = outer.readBytes();
    outer.expectEnd();
    if (!verifyingKey.verify(message(content), signature)) {
      throw new MalformedRecordException("plan file: signature is wrong");
    }
    RecordReader reader = new RecordReader(content);
    try {
      String show = Names.requireId("show", reader.readText());
      long number = reader.readNumber();
      int partitions = reader.readInt();
      Checks checks = new Checks(reader.readNumber(), reader.readFlag());
      List<Entry> entries = new ArrayList<>();
      SignedControl before = null;
      for (int left = WaveFields.readCount(reader, MAX_ENTRIES); left > 0; left--) {
        Entry entry = readEntry(reader, verifyingKey, show, before);
        before = entry.control != null ? entry.control : before;
        entries.add(entry);
      }
      reader.expectEnd();
      List<Operation> operations = operations(show, number, partitions, entries);
      return new PlanFile(show, number, partitions, checks, operations, bytes.clone());
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("plan file: " + e.getMessage(), e);
    }
  }

  private static Entry readEntry(
      RecordReader reader, VerifyingKey verifyingKey, String show, SignedControl before) {
    int kind = reader.readByte();
    return switch (kind) {
      case SHOW_RECORD -> {
        byte[] value = reader.readBytes();
        yield new Entry(ShowRecord.verify(value, verifyingKey), value, null);
      }
      case CONTROL -> Entry.of(SignedControl.readAfter(reader, show, before));
      default -> throw new MalformedRecordException("plan file: unknown kind of entry " + kind);
    };
  }

  private static List<Operation> operations(
      String show, long number, int partitions, List<Entry> entries) {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions " + partitions + ": expected at least 1");
    }
    if (entries.size() > MAX_ENTRIES) {
      throw new IllegalArgumentException(
          entries.size() + " records: expected at most " + MAX_ENTRIES);
    }
    List<Operation> operations = new ArrayList<>();
    List<Entry> begun = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.show().equals(show)) {
        throw new IllegalArgumentException(
            "record of show " + entry.show() + ": expected those of " + show);
      }
      begun.add(entry);
      if (entry.isDone()) {
        OpRecord done = entry.op().orElseThrow();
        requireNext(operations, begun, done);
        requireAllowed(begun);
        operations.add(new Operation(done, begun));
        begun.clear();
      }
    }
    if (operations.isEmpty() || !begun.isEmpty()) {
      throw new IllegalArgumentException(
          "no operation, or one that is not done at the end: expected whole operations");
    }
    long last = operations.get(operations.size() - 1).op().number();
    if (number < last) {
      throw new IllegalArgumentException(
          "file " + number + " ends with operation " + last + ": expected that number or more");
    }
    return List.copyOf(operations);
  }

  /**
   * What may be done by file. An operation whose beginning the file has not, since it stands in the
   * log already, may be another one: the file only completes it.
   */
  private static void requireAllowed(List<Entry> entries) {
    boolean isBegun = entries.stream().anyMatch(entry -> entry.op().isPresent() && !entry.isDone());
    for (Entry entry : entries) {
      boolean isAllowed =
          isBegun ? isOfPlanOrMode(entry) : !(entry.showRecord instanceof EnvelopeRecord);
      if (!isAllowed) {
        throw new IllegalArgumentException(
            "record " + entry.showRecord.key() + ": expected one of a plan or a mode");
      }
    }
  }

  private static boolean isOfPlanOrMode(Entry entry) {
    if (entry.showRecord instanceof OpRecord op) {
      return op.op() instanceof OpRecord.Stage
          || op.op() instanceof OpRecord.AppendPlan
          || op.op() instanceof OpRecord.Approve
          || op.op() instanceof OpRecord.Activate
          || op.op() instanceof OpRecord.SetMode;
    }
    return entry.control != null
        || entry.showRecord instanceof PlanRecord
        || entry.showRecord instanceof ModeRecord;
  }

  private static void requireNext(List<Operation> before, List<Entry> entries, OpRecord done) {
    if (!before.isEmpty() && before.get(before.size() - 1).op().number() + 1 != done.number()) {
      throw new IllegalArgumentException(
          "operation "
              + done.number()
              + " after "
              + before.get(before.size() - 1).op().number()
              + ": expected the next one");
    }
    if (entries.stream().flatMap(entry -> entry.op().stream()).anyMatch(op -> !op.isSameAs(done))) {
      throw new IllegalArgumentException(
          "operation " + done.number() + " is mixed with another: expected one after the other");
    }
  }

  private static byte[] message(byte[] content) {
    return new RecordWriter(content.length + 32).writeBytes(PURPOSE).writeBytes(content).toBytes();
  }

  public String show() {
    return show;
  }

  /** Its number: a file never replaces one of a higher number. */
  public long number() {
    return number;
  }

  /** Of {@code shakes}. */
  public int partitions() {
    return partitions;
  }

  /** What its plans were checked against. */
  public Checks checks() {
    return checks;
  }

  /** The record of a plan as it was staged, if the file has it. */
  public Optional<Entry> staged(long plan) {
    return entries().stream()
        .filter(
            entry ->
                entry.showRecord instanceof PlanRecord record
                    && record.number() == plan
                    && record.staged().equals(record))
        .findFirst();
  }

  /** In their order; one at least. */
  public List<Operation> operations() {
    return operations;
  }

  /** All records, in their order. */
  public List<Entry> entries() {
    return operations.stream().flatMap(operation -> operation.entries().stream()).toList();
  }

  /** The file. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Whether another file has the same bytes. */
  public boolean isSameAs(PlanFile other) {
    return Arrays.equals(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return "plan file " + number + " of show " + show;
  }
}
