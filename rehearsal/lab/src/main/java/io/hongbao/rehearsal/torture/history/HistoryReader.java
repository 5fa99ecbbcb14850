package io.hongbao.rehearsal.torture.history;

import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.phoneevents.PhoneEvent;
import io.hongbao.proof.phoneevents.PhoneEventReader;
import io.hongbao.rehearsal.torture.history.History.ShakeName;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gathers a history from the file of what phones heard and from the log. */
public final class HistoryReader {

  private HistoryReader() {}

  /** Reads both to their ends; the file first, so that the log has all that it tells of. */
  public static History read(Path seen, String kafka) {
    List<PhoneEvent> events = new ArrayList<>();
    PhoneEventReader.readAll(seen, Long.MAX_VALUE, events::add);
    Set<ShakeName> logged = new HashSet<>();
    TopicReader.readToEnd(kafka, Topics.SHAKES, record -> addShake(record, logged));
    return new History(events, logged);
  }

  private static void addShake(ConsumerRecord<byte[], byte[]> record, Set<ShakeName> to) {
    try {
      if (ShakesRecord.decode(record.key(), record.value()) instanceof ShakeRecord shake) {
        to.add(new ShakeName(shake.user(), shake.shakeId()));
      }
    } catch (MalformedRecordException noShake) {
      // The audit tells of these.
    }
  }
}
