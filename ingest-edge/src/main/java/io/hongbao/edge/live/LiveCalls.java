package io.hongbao.edge.live;

import io.hongbao.edge.address.AddressBudgets;
import io.hongbao.edge.call.ClaimCall;
import io.hongbao.edge.call.PacketsCall;
import io.hongbao.edge.call.ShakeCall;
import io.hongbao.edge.call.ShowCall;
import io.hongbao.edge.gate.Load;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.tickets.TicketVerifier;
import java.time.InstantSource;

/** What long connections work with: the same as HTTP. */
public record LiveCalls(
    InstantSource clock,
    TicketVerifier tickets,
    ShowPlanTable shows,
    ShakeCall shake,
    PacketsCall packets,
    ClaimCall claims,
    ShowCall show,
    Load load,
    AddressBudgets budgets,
    EdgeMetrics metrics) {}
