package io.hongbao.edge.http;

import io.hongbao.cache.AnswerReader;
import io.hongbao.cache.PacketStandingReader;
import io.hongbao.edge.address.AddressBudgets;
import io.hongbao.edge.admission.Admission;
import io.hongbao.edge.call.ShakeReplies;
import io.hongbao.edge.claim.ClaimService;
import io.hongbao.edge.gate.Load;
import io.hongbao.edge.health.Health;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.packets.PacketLists;
import io.hongbao.edge.packets.PacketsSpread;
import io.hongbao.edge.planfile.PlanFiles;
import io.hongbao.edge.policy.PolicyShelf;
import io.hongbao.edge.resource.ByteRateCap;
import io.hongbao.edge.resource.ResourceShelf;
import io.hongbao.edge.risk.VerdictTable;
import io.hongbao.edge.shake.ShakeService;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.edge.wallet.WalletReader;
import io.hongbao.tickets.ClaimTokens;
import io.hongbao.tickets.TicketVerifier;
import java.time.InstantSource;
import java.util.Optional;

/** What calls work with. */
public record EdgeServices(
    InstantSource clock,
    TicketVerifier tickets,
    AddressBudgets budgets,
    ShowPlanTable shows,
    VerdictTable verdicts,
    ShakeService desk,
    Admission admission,
    Load load,
    AnswerReader answers,
    PacketStandingReader standings,
    ClaimTokens claimTokens,
    ClaimService claims,
    PacketsSpread packetsSpread,
    PacketLists packetLists,
    Optional<WalletReader> wallet,
    Health health,
    PlanFiles planFiles,
    ResourceShelf resources,
    ByteRateCap resourceCap,
    PolicyShelf policies,
    EdgeMetrics metrics) {

  ErrorHandler lastResort() {
    return new ErrorHandler(metrics);
  }

  ShakeReplies replies() {
    return new ShakeReplies(
        clock,
        shows,
        policies,
        admission,
        packetsSpread,
        packetLists,
        claimTokens,
        health,
        metrics);
  }
}
