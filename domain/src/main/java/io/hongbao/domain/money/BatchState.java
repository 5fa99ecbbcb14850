package io.hongbao.domain.money;

import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchRecord.Unissued;
import io.hongbao.domain.money.LedgerEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The state of a batch's money, which follows from what the draw wrote about it. The two records
 * may come in any order; the rest goes back once both are there.
 */
public record BatchState(Optional<Funded> funded, Optional<Unissued> unissued) {

  /** The state of a batch of which no record was read. */
  public static final BatchState UNKNOWN = new BatchState(Optional.empty(), Optional.empty());

  /**
   * The decision on a record of a batch.
   *
   * @param after what to keep of the batch
   * @param entries to append to the ledger
   * @param refusal why the record makes no sense, for the dead letters
   */
  public record Decision(BatchState after, List<LedgerEntry> entries, Optional<String> refusal) {

    public Decision {
      Objects.requireNonNull(after, "after");
      entries = List.copyOf(entries);
      Objects.requireNonNull(refusal, "refusal");
    }
  }

  public BatchState {
    Objects.requireNonNull(funded, "funded");
    Objects.requireNonNull(unissued, "unissued");
  }

  /** Takes the next record of the batch. A repeat changes nothing; the first of its kind counts. */
  public Decision decide(BatchRecord record) {
    BatchState after =
        record instanceof Funded said
            ? new BatchState(Optional.of(funded.orElse(said)), unissued)
            : new BatchState(funded, Optional.of(unissued.orElse((Unissued) record)));
    boolean isKnown =
        after.funded.filter(record::equals).isPresent()
            || after.unissued.filter(record::equals).isPresent();
    if (!isKnown) {
      return refused("batch " + record.batchId() + " says another sum than before: " + record);
    }
    if (after.equals(this)) {
      return new Decision(this, List.of(), Optional.empty());
    }
    if (after.isMoreUnissuedThanFunded()) {
      return refused("batch " + record.batchId() + " has more left than it was funded with");
    }
    return new Decision(after, after.entriesSince(this), Optional.empty());
  }

  private Decision refused(String why) {
    return new Decision(this, List.of(), Optional.of(why));
  }

  private boolean isMoreUnissuedThanFunded() {
    return funded.isPresent()
        && unissued.isPresent()
        && (unissued.get().packets() > funded.get().packets()
            || unissued.get().amountFen() > funded.get().amountFen());
  }

  private List<LedgerEntry> entriesSince(BatchState before) {
    List<LedgerEntry> entries = new ArrayList<>();
    if (funded.isEmpty()) {
      return entries;
    }
    Funded fund = funded.get();
    if (before.funded.isEmpty()) {
      entries.add(LedgerEntry.of(Kind.FUND, fund.batchId(), fund.enterpriseId(), fund.amountFen()));
    }
    if (unissued.isPresent() && unissued.get().amountFen() > 0) {
      entries.add(
          LedgerEntry.of(
              Kind.RETURN, fund.batchId(), fund.enterpriseId(), unissued.get().amountFen()));
    }
    return entries;
  }
}
