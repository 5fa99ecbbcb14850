package io.hongbao.jobs.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RiskTypesTest {

  private static final RiskEvent EVENT =
      new RiskEvent(5_000, 4_990, "红包", "d1", "10.0.0.1", "gala/first-1", 3, "", 0);

  @Test
  void shouldCarryEveryRecordWhole() throws IOException {
    assertCarried(RiskTypes.EVENT, EVENT);
    assertCarried(RiskTypes.INPUT, RiskInput.of(EVENT));
    assertCarried(
        RiskTypes.INPUT,
        new RiskInput(
            Optional.empty(),
            Optional.of(new DeadLetter("why", "packets", 1, 2, 3, new byte[0], new byte[] {1}))));
    assertCarried(RiskTypes.INPUT, RiskInput.CLOCK);
    assertCarried(
        RiskTypes.SIGNAL_VECTOR,
        new VersionedSignalVector(
            7,
            new SignalVector(
                6_000, 5_990, "u1", "", "10.0.0.1", 2, 1, 0, 0, new double[] {1, 0.5})));
    assertCarried(
        RiskTypes.SIGNAL_VECTOR,
        new VersionedSignalVector(
            7,
            new SignalVector(
                6_000,
                5_990,
                "u1",
                "d1",
                "",
                2,
                1,
                0,
                0,
                new double[] {},
                new long[][] {{}, {-5, 1_800_000, 7, 1_799_999}})));
    assertCarried(
        RiskTypes.HIT,
        new Hit(
            new Entity(EntityKind.DEVICE, "d:1"),
            "farm",
            3,
            RiskLevel.SLOW,
            true,
            false,
            6_000,
            30_000,
            Map.of("users", 9.5),
            List.of(new EvaluatedComparison("users 9 > 5", true))));
    assertCarried(
        RiskTypes.VERDICT,
        new VerdictRecord(EntityKind.USER, "u1", RiskLevel.EMPTY, 9_000, "fast", 2));
  }

  @Test
  void shouldCarryNoDataAsNoData() throws IOException {
    VersionedSignalVector vector =
        new VersionedSignalVector(
            7,
            new SignalVector(6_000, 5_990, "u1", "", "", 2, 1, 0, 0, new double[] {Double.NaN, 2}));

    assertThat(carried(RiskTypes.SIGNAL_VECTOR, vector).vector().values())
        .containsExactly(Double.NaN, 2);
  }

  private static <T> void assertCarried(TypeInformation<T> type, T record) throws IOException {
    assertThat(carried(type, record)).usingRecursiveComparison().isEqualTo(record);
  }

  private static <T> T carried(TypeInformation<T> type, T record) throws IOException {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    T carried = serializer.deserialize(in);
    assertThat(in.available()).isZero();
    return carried;
  }
}
