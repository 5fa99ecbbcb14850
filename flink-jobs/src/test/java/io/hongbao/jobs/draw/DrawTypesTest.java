package io.hongbao.jobs.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.DecidedShake;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class DrawTypesTest {

  private static final byte[] KEY = {1, 2};
  private static final byte[] VALUE = {3, 4, 5};

  @Test
  void shouldCarryEveryRecordWhole() throws IOException {
    assertCarried(
        DrawTypes.LOG_RECORD, new LogRecord("gala/3", KEY, VALUE, 1, 17, 5_000, "damaged"));
    assertCarried(
        DrawTypes.DECIDED, decided("红包", "edge", Optional.of(new Outcome.Greeting("stars"))));
    assertCarried(DrawTypes.DECIDED, decided("红包", "edge", Optional.empty()));
    assertCarried(
        DrawTypes.DECIDED,
        new DecidedShake(
            "warm",
            "u1",
            new ShakeId("first", 1),
            "edge",
            true,
            5_000,
            Optional.of(Outcome.MISS),
            true,
            1_800_000));
    assertCarried(OutgoingRecord.TYPE, new OutgoingRecord("packets", "红包", VALUE));
    assertCarried(
        DeadLetterFactory.TYPE, new DeadLetter("why", "shakes", 1, 17, 5_000, KEY, VALUE));
  }

  @Test
  void shouldCarryTextsThatFlinksOwnFormCannotHold() throws IOException {
    String edge = "e".repeat(100_000);
    assertCarried(DrawTypes.DECIDED, decided("u1", edge, Optional.of(Outcome.MISS)));
  }

  private static DecidedShake decided(String user, String edge, Optional<Outcome> outcome) {
    return new DecidedShake("gala", user, new ShakeId("first", 1), edge, true, 5_000, outcome);
  }

  private static <T> void assertCarried(TypeInformation<T> type, T record) throws IOException {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), out);

    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    for (int copy = 0; copy < 2; copy++) {
      assertThat(serializer.deserialize(in)).usingRecursiveComparison().isEqualTo(record);
    }
    assertThat(in.available()).isZero();
  }
}
