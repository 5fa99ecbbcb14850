package io.hongbao.edge.gate;

import io.hongbao.edge.address.AddressBudgets;
import io.hongbao.edge.admission.Admission;
import io.hongbao.edge.risk.VerdictTable;
import io.hongbao.edge.shake.ShakeService;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.tickets.TicketVerifier;
import java.util.List;

/** What a shake has to pass before it is logged, in order. */
public final class Gates {

  private final List<Gate> inOrder;

  /** The gates of an edge. */
  public Gates(
      TicketVerifier tickets,
      int maxBodyBytes,
      ShowPlanTable shows,
      AddressBudgets budgets,
      VerdictTable verdicts,
      Admission admission,
      Load load,
      ShakeService shakeService) {
    this.inOrder =
        List.of(
            // Who asks? Strangers cost nothing more than this.
            new TicketGate(tickets),
            // Is the body worth reading? Judged by its length alone.
            new SizeGate(maxBodyBytes),
            // Which turn is meant, and is there a wave for it?
            new OpenWaveGate(shows),
            // Does the user post as fast as no phone does? Known turn, so an honest wait is told.
            new PaceGate(budgets, shakeService),
            // Does fraud detection object, and what should the draw know?
            new VerdictGate(verdicts, shakeService),
            // Are new shakes taken just now? After the verdict, so that no mode tells on it.
            new ModeGate(shows, shakeService),
            // Would it wait too long? Whose turn is it to shake, while not everybody's is taken?
            new AdmissionGate(admission, shows, shakeService),
            // Can the edge take one more? Last, so that only what would be logged counts.
            new LoadGate(load, shakeService));
  }

  public List<Gate> inOrder() {
    return inOrder;
  }
}
