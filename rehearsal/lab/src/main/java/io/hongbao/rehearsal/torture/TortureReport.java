package io.hongbao.rehearsal.torture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.ops.money.ReconciliationFormatter;
import io.hongbao.proof.audit.AuditReport;
import io.hongbao.proof.money.MoneyCounts;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.LiveReport;
import io.hongbao.rehearsal.torture.FaultRun.TimedFault;
import io.hongbao.rehearsal.torture.history.Finding;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What came of a torture. */
public final class TortureReport {

  /** Of each checker; the others are counted. */
  private static final int MAX_BREACHES = 5;

  private static final JsonFactory JSON = new JsonFactory();

  private final TortureSettings settings;
  private final List<TimedFault> faults;
  private final AudienceReport audience;
  private final Checks checks;
  private final AuditReport audit;
  private final Optional<TortureMoney> money;
  private final Optional<LiveReport> live;

  /**
   * A report.
   *
   * @param money what became of it; empty if nothing is paid
   * @param live what became of the phones' long connections; empty over HTTP
   */
  TortureReport(
      TortureSettings settings,
      List<TimedFault> faults,
      AudienceReport audience,
      Checks checks,
      AuditReport audit,
      Optional<TortureMoney> money,
      Optional<LiveReport> live) {
    this.settings = settings;
    this.faults = List.copyOf(faults);
    this.audience = audience;
    this.checks = checks;
    this.audit = audit;
    this.money = money;
    this.live = live;
  }

  /** Whether no promise was broken, and all that phones heard was recorded. */
  public boolean isOk() {
    return checks.areOk()
        && audit.isOk()
        && money.map(TortureMoney::isOk).orElse(true)
        && !audience.errors().containsKey("not recorded");
  }

  TortureSettings settings() {
    return settings;
  }

  AudienceReport audience() {
    return audience;
  }

  AuditReport audit() {
    return audit;
  }

  /** Of what was checked, by the name of the checker. */
  public List<Finding> findings() {
    return checks.findings();
  }

  /** How many faults were done. */
  public int faults() {
    return faults.size();
  }

  /** One line of JSON without its end. */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("ok", isOk());
      json.writeNumberField("seed", settings.seed());
      json.writeStringField("repeat", settings.command());
      json.writeStringField("data", settings.data().toString());
      writeFaults(json);
      writeAudience(json);
      if (live.isPresent()) {
        writeConnections(json, live.get());
      }
      writeFindings(json);
      json.writeFieldName("audit");
      json.writeRawValue(audit.toJson());
      if (money.isPresent()) {
        json.writeFieldName("money");
        json.writeRawValue(ReconciliationFormatter.toJson(money.get().found()));
        writeCounts(json, money.get());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void writeFaults(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("faults");
    for (TimedFault timed : faults) {
      json.writeStartObject();
      json.writeStringField("kind", timed.fault().kind().toString());
      json.writeStringField("part", timed.fault().part().toString());
      json.writeStringField("process", timed.fault().processName());
      json.writeNumberField("pid", timed.injected().pid());
      json.writeNumberField("atMs", timed.injected().atMillis());
      json.writeNumberField("lastsMs", timed.fault().lasts().toMillis());
      if (timed.recovery().millis().isPresent()) {
        json.writeNumberField("recoveryMs", timed.recovery().millis().getAsLong());
      } else {
        json.writeNullField("recoveryMs");
      }
      json.writeNumberField("longestGapMs", timed.recovery().longestGapMillis());
      json.writeNumberField("slowestMs", timed.recovery().slowestMillis());
      json.writeBooleanField("cutShort", timed.cutShort());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeAudience(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("audience");
    json.writeNumberField("sent", audience.sent());
    json.writeNumberField("acknowledged", audience.acknowledged());
    json.writeNumberField("answered", audience.answered());
    json.writeNumberField("perSecond", audience.achievedPerSecond());
    json.writeEndObject();
  }

  /** The slices are the curve of open, lost and reconnected connections over time. */
  private static void writeConnections(JsonGenerator json, LiveReport live) throws IOException {
    json.writeObjectFieldStart("connections");
    json.writeNumberField("opened", live.opened());
    json.writeNumberField("open", live.open());
    json.writeNumberField("reconnects", live.reconnects());
    json.writeNumberField("toReconnectP50Ms", live.toReconnect().p50Micros() / 1_000);
    json.writeNumberField("toReconnectP99Ms", live.toReconnect().p99Micros() / 1_000);
    json.writeNumberField("toReconnectMaxMs", live.toReconnect().maxMicros() / 1_000);
    json.writeNumberField("sliceSeconds", live.sliceSeconds());
    json.writeArrayFieldStart("slices");
    for (LiveReport.Slice slice : live.slices()) {
      json.writeStartObject();
      json.writeNumberField("open", slice.open());
      json.writeNumberField("lost", slice.lost());
      json.writeNumberField("reconnected", slice.reconnects());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeCounts(JsonGenerator json, TortureMoney money) throws IOException {
    MoneyCounts counts = money.counts();
    json.writeObjectFieldStart("packets");
    json.writeNumberField("issued", counts.issued());
    json.writeNumberField("won", counts.won());
    json.writeNumberField("claimed", counts.claimed());
    json.writeNumberField("paid", counts.shares(Phase.PAID));
    json.writeNumberField("held", counts.shares(Phase.HELD));
    json.writeNumberField("expired", counts.shares(Phase.EXPIRED));
    json.writeNumberField("returned", counts.shares(Phase.RETURNED));
    json.writeNumberField("waiting", money.found().waiting().size());
    json.writeNumberField("transfers", counts.transfers());
    json.writeNumberField("refusals", counts.refusals());
    json.writeNumberField("paidTwice", counts.paidTwice());
    json.writeNumberField("claimsHeard", money.claims());
    json.writeNumberField("repeatedRecords", counts.repeats());
    json.writeNumberField("repeatedEntries", counts.repeatedEntries());
    json.writeNumberField("repeatedInstructions", counts.repeatedInstructions());
    json.writeEndObject();
  }

  private void writeFindings(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("checks");
    for (Finding finding : checks.findings()) {
      json.writeStartObject();
      json.writeStringField("name", finding.name());
      json.writeNumberField("checked", finding.checked());
      json.writeStringField("unit", finding.unit());
      json.writeNumberField("breaches", finding.breaches().size());
      json.writeArrayFieldStart("examples");
      for (HistoryBreach breach : finding.breaches().stream().limit(MAX_BREACHES).toList()) {
        json.writeString(breach.what());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
