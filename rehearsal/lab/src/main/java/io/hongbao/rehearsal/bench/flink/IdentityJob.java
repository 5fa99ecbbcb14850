package io.hongbao.rehearsal.bench.flink;

import io.hongbao.jobs.draw.DrawJob;
import io.hongbao.jobs.draw.DrawJobSettings;
import io.hongbao.kafka.Topics;
import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The baseline of the draw: reads the same log with the same settings and does nothing with it. */
public final class IdentityJob {

  private IdentityJob() {}

  /**
   * Adds the job to an environment.
   *
   * @param marks gets a {@link TallyMark} now and then
   */
  public static void define(
      StreamExecutionEnvironment environment, DrawJobSettings settings, Path marks, long step) {
    DrawJob.configure(environment, settings);
    KafkaSource<byte[]> source =
        KafkaSource.<byte[]>builder()
            .setBootstrapServers(settings.kafka())
            .setTopics(Topics.SHAKES)
            .setGroupId("identity")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setProperty("partition.discovery.interval.ms", "-1")
            .setValueOnlyDeserializer(new Same())
            .build();
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "shakes from Kafka")
        .uid("shakes")
        .map(value -> value)
        .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
        .uid("identity")
        .sinkTo(TallySink.discarding(marks, step))
        .uid("nowhere");
  }

  private static final class Same extends AbstractDeserializationSchema<byte[]> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] deserialize(byte[] message) {
      return message;
    }
  }
}
