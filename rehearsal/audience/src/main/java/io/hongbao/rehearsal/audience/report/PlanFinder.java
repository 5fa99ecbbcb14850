package io.hongbao.rehearsal.audience.report;

import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.rehearsal.audience.AudienceHistory;
import io.hongbao.show.live.ShowTable;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShowRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * Finds in Kafka what a show was to give away and what it gave. The plan stands in topic {@code
 * show}; the seeds in the log were made of it. No keys are needed.
 */
public final class PlanFinder {

  /** What could be learned of a show's plan. */
  public sealed interface PlanFinding {

    /** The plan and what was issued. */
    record Known(PlanProgress progress) implements PlanFinding {}

    /**
     * Nothing.
     *
     * @param why one sentence without its end, for people
     */
    record Unknown(String why) implements PlanFinding {}
  }

  private PlanFinder() {}

  /** Reads topics {@code show} and {@code packets} as they stand now. */
  public static PlanFinding find(String bootstrapServers, AudienceHistory load) {
    try {
      return newestPlan(bootstrapServers, load.show())
          .<PlanFinding>map(plan -> new PlanFinding.Known(progress(bootstrapServers, plan, load)))
          .orElseGet(
              () ->
                  new PlanFinding.Unknown(
                      String.format(
                          Locale.ROOT,
                          "topic show at %s has no active plan of %s",
                          bootstrapServers,
                          load.show())));
    } catch (KafkaException e) {
      return new PlanFinding.Unknown(
          String.format(
              Locale.ROOT,
              "Kafka at %s did not hand out the plan: %s",
              bootstrapServers,
              e.getMessage()));
    }
  }

  private static Optional<PlanRecord> newestPlan(String bootstrapServers, String show) {
    ShowTable table = new ShowTable();
    TopicReader.readToEnd(
        bootstrapServers, Topics.SHOW, record -> shown(record.value()).ifPresent(table::accept));
    return table.show(show).inForce();
  }

  private static PlanProgress progress(
      String bootstrapServers, PlanRecord plan, AudienceHistory load) {
    PacketCount count = new PacketCount(plan.campaign(), load.startedAtMillis(), load.seconds());
    TopicReader.readToEnd(
        bootstrapServers, Topics.PACKETS, record -> won(record.value()).ifPresent(count::issued));
    return count.progress(
        String.format(
            Locale.ROOT,
            "plan %d in topic show, and topic packets, at %s",
            plan.number(),
            bootstrapServers));
  }

  private static Optional<ShowRecord> shown(byte[] value) {
    try {
      return value == null ? Optional.empty() : Optional.of(ShowRecord.decode(value));
    } catch (MalformedRecordException e) {
      // Of no show; the audit names it.
      return Optional.empty();
    }
  }

  private static Optional<WonRecord> won(byte[] value) {
    try {
      return value == null ? Optional.empty() : MoneyCodec.findWon(value);
    } catch (MalformedRecordException e) {
      // No packet; the audit names it.
      return Optional.empty();
    }
  }
}
