package io.hongbao.jobs.risk;

import io.hongbao.jobs.RecordCodec;
import io.hongbao.jobs.RecordType;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.rules.verdict.RiskNote;
import io.hongbao.rules.verdict.RiskNoteJson;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictJson;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.VerdictRecord;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How the records of the risk job travel between its operators: each by bytes of its own. */
final class RiskTypes {

  static final TypeInformation<RiskInput> INPUT = RecordType.of(RiskInput.class, new InputForm());

  static final TypeInformation<RiskEvent> EVENT = RecordType.of(RiskEvent.class, new EventForm());

  static final TypeInformation<VersionedSignalVector> SIGNAL_VECTOR =
      RecordType.of(VersionedSignalVector.class, new CardForm());

  static final TypeInformation<Hit> HIT = RecordType.of(Hit.class, new HitForm());

  static final TypeInformation<Verdict> REASONED = RecordType.of(Verdict.class, new ReasonedForm());

  static final TypeInformation<VerdictRecord> VERDICT =
      RecordType.of(VerdictRecord.class, new VerdictForm());

  static final TypeInformation<RiskNote> NOTE = RecordType.of(RiskNote.class, new NoteForm());

  private RiskTypes() {}

  /** A record that has bytes of its own. */
  private abstract static class BytesForm<T> implements RecordCodec<T> {

    private static final long serialVersionUID = 1L;

    abstract byte[] encode(T record);

    abstract T decode(byte[] bytes);

    @Override
    public void write(T record, DataOutputView target) throws IOException {
      RecordCodec.writeBytes(encode(record), target);
    }

    @Override
    public T read(DataInputView source) throws IOException {
      return decode(RecordCodec.readBytes(source));
    }
  }

  private static final class InputForm implements RecordCodec<RiskInput> {

    private static final long serialVersionUID = 1L;
    private static final byte[] NONE = {};

    @Override
    public void write(RiskInput input, DataOutputView target) throws IOException {
      RecordCodec.writeBytes(input.event().map(RiskEventCodec::encode).orElse(NONE), target);
      RecordCodec.writeBytes(input.damage().map(DeadLetter::encode).orElse(NONE), target);
    }

    @Override
    public RiskInput read(DataInputView source) throws IOException {
      return new RiskInput(
          Optional.of(RecordCodec.readBytes(source))
              .filter(bytes -> bytes.length > 0)
              .map(RiskEventCodec::decode),
          Optional.of(RecordCodec.readBytes(source))
              .filter(bytes -> bytes.length > 0)
              .map(DeadLetter::decode));
    }
  }

  private static final class EventForm extends BytesForm<RiskEvent> {

    private static final long serialVersionUID = 1L;

    @Override
    byte[] encode(RiskEvent event) {
      return RiskEventCodec.encode(event);
    }

    @Override
    RiskEvent decode(byte[] bytes) {
      return RiskEventCodec.decode(bytes);
    }
  }

  private static final class CardForm extends BytesForm<VersionedSignalVector> {

    private static final long serialVersionUID = 1L;

    @Override
    byte[] encode(VersionedSignalVector vector) {
      return vector.encode();
    }

    @Override
    VersionedSignalVector decode(byte[] bytes) {
      return VersionedSignalVector.decode(bytes);
    }
  }

  private static final class HitForm extends BytesForm<Hit> {

    private static final long serialVersionUID = 1L;

    @Override
    byte[] encode(Hit hit) {
      return HitCodec.encode(hit);
    }

    @Override
    Hit decode(byte[] bytes) {
      return HitCodec.decode(bytes);
    }
  }

  private static final class ReasonedForm extends BytesForm<Verdict> {

    private static final long serialVersionUID = 1L;

    @Override
    byte[] encode(Verdict verdict) {
      return VerdictJson.encode(verdict);
    }

    @Override
    Verdict decode(byte[] bytes) {
      return VerdictJson.decode(bytes);
    }
  }

  private static final class NoteForm extends BytesForm<RiskNote> {

    private static final long serialVersionUID = 1L;

    @Override
    byte[] encode(RiskNote note) {
      return RiskNoteJson.encode(note);
    }

    @Override
    RiskNote decode(byte[] bytes) {
      return RiskNoteJson.decode(bytes);
    }
  }

  private static final class VerdictForm extends BytesForm<VerdictRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    byte[] encode(VerdictRecord verdict) {
      return verdict.encode();
    }

    @Override
    VerdictRecord decode(byte[] bytes) {
      return VerdictRecord.decode(bytes);
    }
  }
}
