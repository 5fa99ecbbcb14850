package io.hongbao.wire.records;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.Control;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Operation n of a show: what an operator's command will do, written to the topic {@code show}
 * under the key {@code SHOW/op/N} before it does anything. Of two records with one number the first
 * counts. It says all that is needed to do it again, so that the next command can complete it; it
 * is written once more when it is done.
 *
 * @param number 1, 2, 3 … within the show
 * @param atMillis when the command was given, epoch milliseconds
 * @param author who gave it, 1 to 100 characters
 * @param isDone whether everything that it does is acknowledged
 * @param lastControls of each bucket, the number of its last control record once it is done; empty
 *     if it tells the buckets nothing
 */
public record OpRecord(
    String show,
    long number,
    long atMillis,
    String author,
    boolean isDone,
    Op op,
    List<Long> lastControls)
    implements ShowRecord {

  /** Longest author, in characters. */
  public static final int MAX_AUTHOR_LENGTH = 100;

  private static final int VERSION = 1;
  private static final int MAX_BUCKETS = 65_536;

  private static final int STAGE = 1;
  private static final int APPEND_PLAN = 2;
  private static final int ACTIVATE = 3;
  private static final int TELL = 4;
  private static final int SET_MODE = 5;
  private static final int APPROVE = 6;
  private static final int FORGET = 7;
  private static final int PUBLISH_SECRETS = 8;

  /** What a command does. */
  public sealed interface Op
      permits Stage, AppendPlan, Activate, Tell, SetMode, Approve, Forget, PublishSecrets {}

  /** Makes a plan known to edges and operators; buckets hear nothing of it yet. */
  public record Stage(PlanRecord plan) implements Op {}

  /**
   * Appends a plan's seeds and terms to every bucket, where they are inert.
   *
   * @param atMillis from when what it adds to waves that are open, and its limits, count
   */
  public record AppendPlan(long plan, long atMillis) implements Op {}

  /**
   * Puts a plan in force whose seeds and terms are in every bucket.
   *
   * @param atMillis from when edges follow it
   * @param forced whether it was done although an edge had not acknowledged the plan
   */
  public record Activate(long plan, long atMillis, boolean forced) implements Op {}

  /**
   * Tells every bucket the same.
   *
   * @param control no terms, no seeds and no activation
   */
  public record Tell(Control control) implements Op {}

  /** Sets the mode. */
  public record SetMode(ModeRecord.Mode mode, String reason) implements Op {
    public SetMode {
      ModeRecord.requireReason(reason);
    }
  }

  /** A second person's word that a staged plan may be activated. */
  public record Approve(long plan) implements Op {}

  /** A node does not count any more until it is heard again. */
  public record Forget(String node) implements Op {
    public Forget {
      AckRecord.requireNode(node);
    }
  }

  /** Publishes the secrets of a show that has ended. */
  public record PublishSecrets() implements Op {}

  public OpRecord {
    Names.requireId("show", show);
    Objects.requireNonNull(op, "op");
    lastControls = List.copyOf(lastControls);
    if (number < 1) {
      throw new IllegalArgumentException("op " + number + ": expected 1 or more");
    }
    requireAuthor(author);
  }

  static void requireAuthor(String author) {
    if (author.isEmpty() || author.length() > MAX_AUTHOR_LENGTH) {
      throw new IllegalArgumentException(
          "author of " + author.length() + " characters: expected 1 to " + MAX_AUTHOR_LENGTH);
    }
  }

  /** The same operation, done. */
  public OpRecord done() {
    return new OpRecord(show, number, atMillis, author, true, op, lastControls);
  }

  /** Whether another record says the same, whether or not it is done. */
  public boolean isSameAs(OpRecord other) {
    return done().equals(other.done());
  }

  @Override
  public String key() {
    return show + "/op/" + number;
  }

  @Override
  public byte[] encode() {
    RecordWriter writer =
        new RecordWriter(256)
            .writeByte(VERSION)
            .writeByte(RecordKind.OP)
            .writeText(show)
            .writeNumber(number)
            .writeNumber(atMillis)
            .writeText(author)
            .writeByte(isDone ? 1 : 0);
    write(writer, op);
    writer.writeNumber(lastControls.size());
    lastControls.forEach(writer::writeNumber);
    return writer.toBytes();
  }

  private static void write(RecordWriter writer, Op op) {
    if (op instanceof Stage stage) {
      writer.writeByte(STAGE).writeBytes(stage.plan().encode());
    } else if (op instanceof AppendPlan append) {
      writer.writeByte(APPEND_PLAN).writeNumber(append.plan()).writeNumber(append.atMillis());
    } else if (op instanceof Activate activate) {
      writer
          .writeByte(ACTIVATE)
          .writeNumber(activate.plan())
          .writeNumber(activate.atMillis())
          .writeByte(activate.forced() ? 1 : 0);
    } else if (op instanceof Tell tell) {
      writer.writeByte(TELL).writeBytes(ControlCodec.of(tell.control()));
    } else if (op instanceof SetMode set) {
      writer.writeByte(SET_MODE).writeByte(set.mode().number()).writeText(set.reason());
    } else if (op instanceof Approve approve) {
      writer.writeByte(APPROVE).writeNumber(approve.plan());
    } else if (op instanceof Forget forget) {
      writer.writeByte(FORGET).writeText(forget.node());
    } else {
      writer.writeByte(PUBLISH_SECRETS);
    }
  }

  /**
   * Reads an operation.
   *
   * @throws MalformedRecordException if it is none
   */
  public static OpRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value).expect("op", VERSION, RecordKind.OP);
    try {
      String show = reader.readText();
      long number = reader.readNumber();
      long atMillis = reader.readNumber();
      String author = reader.readText();
      boolean isDone = reader.readFlag();
      Op op = readOp(reader);
      List<Long> lastControls = new ArrayList<>();
      for (int left = WaveFields.readCount(reader, MAX_BUCKETS); left > 0; left--) {
        lastControls.add(reader.readNumber());
      }
      reader.expectEnd();
      return new OpRecord(show, number, atMillis, author, isDone, op, lastControls);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("op: " + e.getMessage(), e);
    }
  }

  private static Op readOp(RecordReader reader) {
    int kind = reader.readByte();
    return switch (kind) {
      case STAGE -> new Stage(PlanRecord.decode(reader.readBytes()));
      case APPEND_PLAN -> new AppendPlan(reader.readNumber(), reader.readNumber());
      case ACTIVATE -> new Activate(reader.readNumber(), reader.readNumber(), reader.readFlag());
      case TELL -> new Tell(ControlCodec.decodeOpen(reader.readBytes()));
      case SET_MODE -> new SetMode(ModeRecord.Mode.ofNumber(reader.readByte()), reader.readText());
      case APPROVE -> new Approve(reader.readNumber());
      case FORGET -> new Forget(reader.readText());
      case PUBLISH_SECRETS -> new PublishSecrets();
      default -> throw new MalformedRecordException("unknown operation " + kind);
    };
  }
}
