package io.hongbao.rehearsal.processes;

import io.hongbao.jobs.JobProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * Reads records {@code KEY N}, the numbers of each key from 1 upwards, and writes for each a line
 * {@code KEY N TALLY} to a file: a tally that forgot or counted twice differs from its number. A
 * line may come again, since the file is outside of all checkpoints.
 */
public final class CountingJob {

  static final String TOPIC = "numbers";

  private CountingJob() {}

  /** For a JobManager that holds the job itself: the brokers, and the file of lines. */
  public static void main(String[] arguments) throws Exception {
    JobProgram.run(
        "count", environment -> define(environment, arguments[0], 1, Path.of(arguments[1])));
  }

  static void define(
      StreamExecutionEnvironment environment, String kafka, int parallelism, Path lines) {
    environment.setParallelism(parallelism);
    KafkaSource<String> source =
        KafkaSource.<String>builder()
            .setBootstrapServers(kafka)
            .setTopics(TOPIC)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setProperty("partition.discovery.interval.ms", "-1")
            .setValueOnlyDeserializer(new SimpleStringSchema())
            .build();
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "numbers")
        .uid("numbers")
        .keyBy(record -> record.substring(0, record.indexOf(' ')), Types.STRING)
        .process(new Tally(lines.toString()))
        .returns(Types.STRING)
        .uid("tally")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
  }

  private static final class Tally extends KeyedProcessFunction<String, String, String> {

    private static final long serialVersionUID = 1L;

    private final String lines;
    private transient ValueState<Long> tally;

    Tally(String lines) {
      this.lines = lines;
    }

    @Override
    public void open(OpenContext context) {
      tally = getRuntimeContext().getState(new ValueStateDescriptor<>("tally", Types.LONG));
    }

    @Override
    public void processElement(String record, Context context, Collector<String> out)
        throws IOException {
      long now = tally.value() == null ? 1 : tally.value() + 1;
      tally.update(now);
      // One short append: lines of several processes do not mix.
      Files.writeString(
          Path.of(lines),
          record + " " + now + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
