package io.hongbao.rules.verdict;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.model.Entity;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands against one entity: a verdict a rule at most, and what edges were told last. Bounded
 * by the number of rules. Not thread-safe.
 */
public final class VerdictState {

  private static final int VERSION = 1;

  /** Stands in the place of a level's code. */
  private static final int ALLOWED = 255;

  /** A verdict and the expiry that was told last. */
  static final class ActiveVerdict {
    Verdict verdict;
    long toldUntilMillis;

    ActiveVerdict(Verdict verdict, long toldUntilMillis) {
      this.verdict = verdict;
      this.toldUntilMillis = toldUntilMillis;
    }
  }

  final TreeMap<String, ActiveVerdict> activeVerdicts = new TreeMap<>();
  RiskLevel effectiveLevel = RiskLevel.NONE;
  long effectiveUntilMillis;

  /** Whether edges know that the entity is allowed; then the level is none. */
  boolean allowed;

  /** Whether nothing stands, and edges know nothing else: the state may be cleared. */
  public boolean isEmpty() {
    return activeVerdicts.isEmpty() && effectiveLevel == RiskLevel.NONE && !allowed;
  }

  /**
   * When {@link VerdictEngine#wake} must look at it next: the first expiry, or when edges must be
   * told again that the entity is allowed; the end of time if none.
   */
  public long wakeAtMillis() {
    if (allowed) {
      return effectiveUntilMillis - VerdictEngine.ALLOWED_AGAIN_MILLIS;
    }
    long first = effectiveLevel == RiskLevel.NONE ? Long.MAX_VALUE : effectiveUntilMillis;
    for (ActiveVerdict each : activeVerdicts.values()) {
      first = Math.min(first, each.verdict.untilMillis());
    }
    return first;
  }

  /** Whether edges know that the entity is allowed, and are told again when that ends. */
  public boolean isAllowed() {
    return allowed;
  }

  /** What stands, by rule. */
  public List<Verdict> verdicts() {
    return activeVerdicts.values().stream().map(each -> each.verdict).toList();
  }

  public byte[] encode() {
    RecordWriter writer =
        new RecordWriter(256)
            .writeByte(VERSION)
            .writeByte(allowed ? ALLOWED : effectiveLevel.code())
            .writeNumber(effectiveUntilMillis)
            .writeNumber(activeVerdicts.size());
    for (ActiveVerdict each : activeVerdicts.values()) {
      Verdict verdict = each.verdict;
      writer
          .writeText(verdict.ruleId())
          .writeNumber(verdict.ruleVersion())
          .writeByte(verdict.level().code())
          .writeByte((verdict.shadow() ? 1 : 0) | (verdict.windowNotFull() ? 2 : 0))
          .writeNumber(verdict.firstMillis())
          .writeNumber(verdict.lastMillis())
          .writeNumber(verdict.untilMillis())
          .writeNumber(each.toldUntilMillis)
          .writeNumber(verdict.values().size());
      verdict
          .values()
          .forEach(
              (name, value) -> writer.writeText(name).writeBits(Double.doubleToRawLongBits(value)));
      writer.writeNumber(verdict.operands().size());
      verdict
          .operands()
          .forEach(operand -> writer.writeText(operand.text()).writeByte(operand.held() ? 1 : 0));
    }
    return writer.toBytes();
  }

  /**
   * Reads a state.
   *
   * @param entity it is of; a keyed state need not store its key
   * @throws MalformedRecordException if the bytes are none
   */
  public static VerdictState decode(byte[] bytes, Entity entity) {
    RecordReader reader = new RecordReader(bytes).expectVersion("judge", VERSION);
    VerdictState state = new VerdictState();
    try {
      int code = reader.readByte();
      state.allowed = code == ALLOWED;
      state.effectiveLevel = state.allowed ? RiskLevel.NONE : RiskLevel.ofCode(code);
      state.effectiveUntilMillis = reader.readNumber();
      int count = reader.readInt();
      for (int i = 0; i < count; i++) {
        state.readActiveVerdict(reader, entity);
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("judge: " + e.getMessage(), e);
    }
    reader.expectEnd();
    return state;
  }

  private void readActiveVerdict(RecordReader reader, Entity entity) {
    String ruleId = reader.readText();
    int ruleVersion = reader.readInt();
    RiskLevel level = RiskLevel.ofCode(reader.readByte());
    int flags = reader.readByte();
    long firstMillis = reader.readNumber();
    long lastMillis = reader.readNumber();
    long untilMillis = reader.readNumber();
    long toldUntilMillis = reader.readNumber();
    Map<String, Double> values = new LinkedHashMap<>();
    int valueCount = reader.readInt();
    for (int i = 0; i < valueCount; i++) {
      values.put(reader.readText(), Double.longBitsToDouble(reader.readBits()));
    }
    List<EvaluatedComparison> operands = new ArrayList<>();
    int operandCount = reader.readInt();
    for (int i = 0; i < operandCount; i++) {
      operands.add(new EvaluatedComparison(reader.readText(), reader.readByte() == 1));
    }
    Verdict verdict =
        new Verdict(
            entity,
            ruleId,
            ruleVersion,
            level,
            (flags & 1) != 0,
            (flags & 2) != 0,
            firstMillis,
            lastMillis,
            untilMillis,
            values,
            operands);
    activeVerdicts.put(ruleId, new ActiveVerdict(verdict, toldUntilMillis));
  }
}
