package io.hongbao.proof.audit;

import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.money.BatchRecord;
import io.hongbao.wire.records.ShakeRecord;
import java.util.List;
import java.util.Optional;

/** What a record of {@code shakes} is, and what follows from it. */
public sealed interface ReplayedRecord {

  /** Why it belongs into the dead letters; empty if it does not. */
  default Optional<String> unusable() {
    return Optional.empty();
  }

  /** A shake and what it gets; never refused. */
  record Drawn(ShakeRecord shake, DrawDecision decision) implements ReplayedRecord {}

  /** A control record that its sender signed. */
  record Controlled(
      ControlRecord control,
      ControlEffect effect,
      List<String> refusals,
      List<BatchRecord> moneyRecords)
      implements ReplayedRecord {
    public Controlled {
      refusals = List.copyOf(refusals);
      moneyRecords = List.copyOf(moneyRecords);
    }

    @Override
    public Optional<String> unusable() {
      return switch (effect) {
        case KEPT, ENDED, REPEATED -> Optional.empty();
        case REFUSED -> Optional.of(String.join("; ", refusals));
        case CONFLICT, TOO_FAR_AHEAD, AFTER_END ->
            Optional.of("control " + control.number() + ": " + effect);
      };
    }
  }

  /** A sign of life, which decides nothing. */
  record Ticked() implements ReplayedRecord {}

  /** A record that cannot be read, or contradicts itself. */
  record Unusable(String why) implements ReplayedRecord {
    @Override
    public Optional<String> unusable() {
      return Optional.of(why);
    }
  }
}
