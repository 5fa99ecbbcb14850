package io.hongbao.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a record looks on its way between two operators. Without fields, so that two are equal. */
public interface RecordCodec<T> extends Serializable {

  void write(T record, DataOutputView target) throws IOException;

  T read(DataInputView source) throws IOException;

  /** Writes a text of any length; {@link DataOutputView#writeUTF} would fail above 64 KiB. */
  static void writeText(String text, DataOutputView target) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), target);
  }

  static String readText(DataInputView source) throws IOException {
    return new String(readBytes(source), StandardCharsets.UTF_8);
  }

  static void writeBytes(byte[] bytes, DataOutputView target) throws IOException {
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  static byte[] readBytes(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return bytes;
  }
}
