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

  private static final RiskEventCodec EVENTS = new RiskEventCodec();

  static final TypeInformation<RiskInput> INPUT = RecordType.of(RiskInput.class, new InputForm());

  static final TypeInformation<RiskEvent> EVENT = RecordType.of(RiskEvent.class, EVENTS);

  static final TypeInformation<VersionedSignalVector> SIGNAL_VECTOR =
      RecordType.of(VersionedSignalVector.class, new SignalVectorCodec());

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

    @Override
    public void write(RiskInput input, DataOutputView target) throws IOException {
      target.writeBoolean(input.event().isPresent());
      if (input.event().isPresent()) {
        EVENTS.write(input.event().get(), target);
      }
      target.writeBoolean(input.damage().isPresent());
      if (input.damage().isPresent()) {
        RecordCodec.writeBytes(input.damage().get().encode(), target);
      }
    }

    @Override
    public RiskInput read(DataInputView source) throws IOException {
      return new RiskInput(
          source.readBoolean() ? Optional.of(EVENTS.read(source)) : Optional.empty(),
          source.readBoolean()
              ? Optional.of(DeadLetter.decode(RecordCodec.readBytes(source)))
              : Optional.empty());
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
