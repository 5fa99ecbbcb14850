package io.hongbao.jobs.risk;

import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/**
 * What has come of a key and waits for the end of its evaluation second. Each second is cleared
 * when it is taken; a key has no more seconds open than the watermark lags behind.
 */
final class EvaluationBuffer {

  private final ListState<byte[]> waiting;

  private EvaluationBuffer(ListState<byte[]> waiting) {
    this.waiting = waiting;
  }

  static EvaluationBuffer of(RuntimeContext context) {
    return new EvaluationBuffer(
        context.getListState(
            new ListStateDescriptor<>(
                "gathered", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)));
  }

  void add(long secondEndMillis, byte[] bytes) throws Exception {
    waiting.add(
        new RecordWriter(bytes.length + 16)
            .writeNumber(secondEndMillis)
            .writeBytes(bytes)
            .toBytes());
  }

  /** What waits for this second, which then waits no more. */
  List<byte[]> take(long secondEndMillis) throws Exception {
    List<byte[]> due = new ArrayList<>();
    List<byte[]> rest = new ArrayList<>();
    for (byte[] each : waiting.get()) {
      RecordReader reader = new RecordReader(each);
      if (reader.readNumber() == secondEndMillis) {
        due.add(reader.readBytes());
      } else {
        rest.add(each);
      }
    }
    if (rest.isEmpty()) {
      waiting.clear();
    } else if (!due.isEmpty()) {
      waiting.update(rest);
    }
    return due;
  }
}
