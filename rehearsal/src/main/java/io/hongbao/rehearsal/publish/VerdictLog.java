package io.hongbao.rehearsal.publish;

import io.hongbao.rules.judge.Verdict;
import io.hongbao.rules.judge.VerdictJson;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.topics.TopicReader;
import io.hongbao.wire.topics.Topics;
import java.util.function.BiConsumer;

/** What the risk job said and why: the topic {@code verdict-reasons}. */
public final class VerdictLog {

  private VerdictLog() {}

  /**
   * Hands over every verdict that stands in the topic now, each with the instant at which the log
   * took it.
   *
   * @return how many records are none
   */
  public static long read(String bootstrapServers, BiConsumer<Long, Verdict> reader) {
    long[] unreadable = new long[1];
    TopicReader.readToEnd(
        bootstrapServers,
        Topics.VERDICT_REASONS,
        record -> {
          try {
            reader.accept(record.timestamp(), VerdictJson.decode(record.value()));
          } catch (MalformedRecordException e) {
            // Nobody acts by it; who reads the log is told how many there are.
            unreadable[0]++;
          }
        });
    return unreadable[0];
  }
}
