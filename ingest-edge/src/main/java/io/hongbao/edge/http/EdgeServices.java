package io.hongbao.edge.http;

import io.hongbao.cache.AnswerReader;
import io.hongbao.edge.gate.Load;
import io.hongbao.edge.health.Health;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.risk.VerdictTable;
import io.hongbao.edge.shake.ShakeDesk;
import io.hongbao.edge.show.ShowBook;
import io.hongbao.tickets.TicketVerifier;
import java.time.InstantSource;

/** What calls work with. */
public record EdgeServices(
    InstantSource clock,
    TicketVerifier tickets,
    ShowBook shows,
    VerdictTable verdicts,
    ShakeDesk desk,
    Load load,
    AnswerReader answers,
    Health health,
    EdgeMetrics metrics) {

  LastResort lastResort() {
    return new LastResort(metrics);
  }

  ShakeReplies replies() {
    return new ShakeReplies(clock, health, metrics);
  }
}
