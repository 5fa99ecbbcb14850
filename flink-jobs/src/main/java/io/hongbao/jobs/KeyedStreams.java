package io.hongbao.jobs;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/** Streams that are keyed by text. */
public final class KeyedStreams {

  private KeyedStreams() {}

  /**
   * Keys a stream for operators of the environment's parallelism. From one subtask to one subtask
   * every record has only one way, whatever its key, so Flink may run both in one thread: without
   * an exchange between them, which would encode each record, wake another thread for it and have a
   * thread of its own that looks for buffers to send every few milliseconds.
   *
   * <p>State is cut along key groups either way, so a job goes on from a checkpoint that it took
   * with another parallelism.
   */
  public static <T> KeyedStream<T, String> keyBy(DataStream<T> stream, KeySelector<T, String> key) {
    boolean isOneToOne =
        stream.getParallelism() == 1 && stream.getExecutionEnvironment().getParallelism() == 1;
    return isOneToOne
        ? DataStreamUtils.reinterpretAsKeyedStream(stream, key, Types.STRING)
        : stream.keyBy(key, Types.STRING);
  }
}
