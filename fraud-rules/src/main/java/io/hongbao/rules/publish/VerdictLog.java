package io.hongbao.rules.publish;

import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.verdict.RiskNote;
import io.hongbao.rules.verdict.RiskNoteJson;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictJson;
import io.hongbao.wire.records.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** What the risk job said and why, and its notes: the topic {@code verdict-reasons}. */
public final class VerdictLog {

  private VerdictLog() {}

  /**
   * Hands over every verdict that stands in the topic now, each with the instant at which the log
   * took it.
   *
   * @return how many records are none
   */
  public static long read(String bootstrapServers, BiConsumer<Long, Verdict> reader) {
    return read(bootstrapServers, reader, (atMillis, note) -> {});
  }

  /**
   * Hands over the job's notes as well.
   *
   * @return how many records are neither
   */
  public static long read(
      String bootstrapServers, BiConsumer<Long, Verdict> reader, BiConsumer<Long, RiskNote> notes) {
    long[] unreadable = new long[1];
    TopicReader.readToEnd(
        bootstrapServers,
        Topics.VERDICT_REASONS,
        record -> {
          try {
            if (isNote(record.key())) {
              notes.accept(record.timestamp(), RiskNoteJson.decode(record.value()));
            } else {
              reader.accept(record.timestamp(), VerdictJson.decode(record.value()));
            }
          } catch (MalformedRecordException e) {
            // Nobody acts by it; who reads the log is told how many there are.
            unreadable[0]++;
          }
        });
    return unreadable[0];
  }

  /** Whether a record of this key is a note, and no verdict. */
  public static boolean isNote(byte[] key) {
    return key != null && new String(key, StandardCharsets.UTF_8).startsWith(RiskNote.KEY);
  }
}
