package io.hongbao.proof.trace;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.LimitChange;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** What a control record says, field by field, for people. */
final class ControlFields {

  private ControlFields() {}

  static Map<String, Object> of(Control control) {
    if (control instanceof Terms terms) {
      return withKind(
          terms.kind(),
          RecordView.fields(
              "says", "terms",
              "plan", terms.planNumber(),
              "buckets", terms.buckets(),
              "partitions", terms.partitions(),
              "engineVersion", terms.engineVersion(),
              "waves", RecordView.texts(terms.waves().stream().map(ControlFields::wave).toList()),
              "enterprises", RecordView.texts(terms.enterpriseIds()),
              "limits",
                  RecordView.texts(
                      terms.limitChanges().stream().map(ControlFields::limits).toList())));
    }
    if (control instanceof SeedBatch batch) {
      return RecordView.fields(
          "says", "seeds",
          "plan", batch.planNumber(),
          "wave", batch.waveId(),
          "enterprise", batch.enterpriseId(),
          "countsFromMillis", batch.countsFromMillis(),
          "packets", batch.seeds().size(),
          "fen", batch.seeds().stream().mapToLong(Seed::amountFen).sum());
    }
    if (control instanceof Control.Activate activate) {
      return RecordView.fields(
          "says", "activate",
          "plan", activate.planNumber(),
          "at", Instant.ofEpochMilli(activate.atMillis()).toString());
    }
    if (control instanceof Control.Pause pause) {
      return RecordView.fields(
          "says", pause.paused() ? "pause" : "resume",
          "wave", pause.waveId(),
          "at", Instant.ofEpochMilli(pause.atMillis()).toString());
    }
    if (control instanceof Control.Carry carry) {
      return RecordView.fields(
          "says", "carry",
          "fromWave", carry.fromWaveId(),
          "toWave", carry.toWaveId(),
          "curve", carry.curve().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }
    if (control instanceof Control.Beacon beacon) {
      return RecordView.fields(
          "says", "beacon",
          "wave", beacon.waveId(),
          "round", beacon.round(),
          "value", beacon.value().map(Control.BeaconValue::hex).orElse("the round failed"));
    }
    return RecordView.fields("says", "end of the show");
  }

  /** Adds what a show is played for, and whom it is shown; nothing if it is live. */
  static Map<String, Object> withKind(ShowKind kind, Map<String, Object> fields) {
    if (!kind.isLive()) {
      fields.put("kind", kind.label());
      fields.put("shownTo", kind.phones());
    }
    return fields;
  }

  private static String wave(Wave wave) {
    WaveSchedule schedule = wave.schedule();
    return String.format(
        Locale.ROOT,
        "%s from %s to %s, turn %d ms, odds %s%s",
        wave.id(),
        Instant.ofEpochMilli(schedule.opensAtMillis()),
        Instant.ofEpochMilli(schedule.closesAtMillis()),
        schedule.turnMillis(),
        wave.odds(),
        wave.beacon().map(round -> ", " + round).orElse(""));
  }

  private static String limits(LimitChange change) {
    return String.format(
        Locale.ROOT,
        "%d a user, %d an enterprise, from %s",
        change.limits().packetsPerUser(),
        change.limits().packetsPerUserAndEnterprise(),
        change.countsFromMillis() == 0
            ? "the beginning"
            : Instant.ofEpochMilli(change.countsFromMillis()));
  }
}
