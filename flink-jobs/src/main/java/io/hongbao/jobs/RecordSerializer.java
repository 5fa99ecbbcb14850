package io.hongbao.jobs;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Carries a record that never changes once made: nothing is copied and nothing reused. Such records
 * only travel; what lies in state has a versioned form of its own.
 */
final class RecordSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;

  private final RecordCodec<T> form;

  RecordSerializer(RecordCodec<T> form) {
    this.form = form;
  }

  @Override
  public void serialize(T record, DataOutputView target) throws IOException {
    form.write(record, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return form.read(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return form.read(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    form.write(form.read(source), target);
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  /** Nothing to fill in: a record is made whole by {@link #deserialize(DataInputView)}. */
  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    throw new UnsupportedOperationException("travels between operators and never lies in state");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordSerializer<?> that
        && form.getClass().equals(that.form.getClass());
  }

  @Override
  public int hashCode() {
    return form.getClass().hashCode();
  }
}
