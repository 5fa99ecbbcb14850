package io.hongbao.jobs.risk;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of a hit, on its way to the judge and while it waits for the end of its evaluation
 * second.
 */
final class HitCodec {

  private static final int VERSION = 1;
  private static final int FLAG_SHADOW = 1;
  private static final int FLAG_WINDOW_NOT_FULL = 2;

  private HitCodec() {}

  static byte[] encode(Hit hit) {
    RecordWriter writer =
        new RecordWriter(256)
            .writeByte(VERSION)
            .writeText(hit.entity().kind().name())
            .writeText(hit.entity().name())
            .writeText(hit.ruleId())
            .writeNumber(hit.ruleVersion())
            .writeByte(hit.level().code())
            .writeByte(
                (hit.shadow() ? FLAG_SHADOW : 0) | (hit.windowNotFull() ? FLAG_WINDOW_NOT_FULL : 0))
            .writeNumber(hit.atMillis())
            .writeNumber(hit.forMillis())
            .writeNumber(hit.values().size());
    hit.values()
        .forEach(
            (name, value) -> writer.writeText(name).writeBits(Double.doubleToRawLongBits(value)));
    writer.writeNumber(hit.operands().size());
    hit.operands()
        .forEach(operand -> writer.writeText(operand.text()).writeByte(operand.held() ? 1 : 0));
    return writer.toBytes();
  }

  static Hit decode(byte[] bytes) {
    RecordReader reader = new RecordReader(bytes).expectVersion("hit", VERSION);
    Entity entity = new Entity(EntityKind.valueOf(reader.readText()), reader.readText());
    String ruleId = reader.readText();
    int ruleVersion = reader.readInt();
    RiskLevel level = RiskLevel.ofCode(reader.readByte());
    int flags = reader.readByte();
    Hit hit =
        new Hit(
            entity,
            ruleId,
            ruleVersion,
            level,
            (flags & FLAG_SHADOW) != 0,
            (flags & FLAG_WINDOW_NOT_FULL) != 0,
            reader.readNumber(),
            reader.readNumber(),
            values(reader),
            operands(reader));
    reader.expectEnd();
    return hit;
  }

  private static Map<String, Double> values(RecordReader reader) {
    Map<String, Double> values = new LinkedHashMap<>();
    int count = reader.readInt();
    for (int i = 0; i < count; i++) {
      values.put(reader.readText(), Double.longBitsToDouble(reader.readBits()));
    }
    return values;
  }

  private static List<EvaluatedComparison> operands(RecordReader reader) {
    List<EvaluatedComparison> operands = new ArrayList<>();
    int count = reader.readInt();
    for (int i = 0; i < count; i++) {
      operands.add(new EvaluatedComparison(reader.readText(), reader.readByte() == 1));
    }
    return operands;
  }
}
