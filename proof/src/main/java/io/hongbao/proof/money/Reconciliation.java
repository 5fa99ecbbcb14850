package io.hongbao.proof.money;

import io.hongbao.domain.money.Ledger;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.PacketIds;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.PacketTotals;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareState;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.money.ShareStep;
import io.hongbao.proof.money.MoneyDifference.Kind;
import io.hongbao.proof.money.PacketReplay.Instructed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a comparison of log, ledger, instructions and payment system found.
 *
 * @param enterprises where the money of each enterprise is, by its id
 * @param differences by kind, then id
 * @param waiting instructions that nothing is known of yet: they are on their way
 */
public record Reconciliation(
    Map<String, MoneyTotals> enterprises,
    List<MoneyDifference> differences,
    List<Instructed> waiting) {

  private static final Comparator<MoneyDifference> ORDER =
      Comparator.comparing(MoneyDifference::kind).thenComparing(MoneyDifference::id);

  public Reconciliation {
    enterprises = Map.copyOf(enterprises);
    differences = List.copyOf(differences);
    waiting = List.copyOf(waiting);
  }

  /**
   * What is compared. The log must have been read last: then whatever the others hold is decided in
   * it, and what they lack may be on its way.
   *
   * @param log decided once more
   * @param ledger every entry, repeats included
   * @param payouts every instruction, repeats included
   * @param transfers what the payment system has decided, by key
   * @param balancesFen of the payment system's accounts, by name; of those that are missing nothing
   *     is said
   */
  public record Sources(
      PacketReplay log,
      List<LedgerEntry> ledger,
      List<PayoutInstruction> payouts,
      Map<String, WalletTransfer> transfers,
      Map<String, Long> balancesFen) {

    public Sources {
      ledger = List.copyOf(ledger);
      payouts = List.copyOf(payouts);
      transfers = Map.copyOf(transfers);
      balancesFen = Map.copyOf(balancesFen);
    }
  }

  /** Compares. */
  public static Reconciliation of(Sources sources) {
    return new Comparison(sources).run();
  }

  public boolean isOk() {
    return differences.isEmpty();
  }

  /** Of all enterprises. */
  public MoneyTotals total() {
    return enterprises.values().stream().reduce(MoneyTotals.NONE, MoneyTotals::plus);
  }

  /**
   * The same, less what an earlier comparison had not found: that may be on its way between two
   * places.
   */
  public Reconciliation persistingSince(Reconciliation earlier) {
    Set<String> known = new HashSet<>();
    earlier.differences.forEach(it -> known.add(it.kind() + " " + it.id()));
    return with(
        enterprises,
        differences.stream().filter(it -> known.contains(it.kind() + " " + it.id())).toList(),
        waiting);
  }

  /**
   * The instructions that appending again would mend: those that are missing or that the payment
   * system has decided unheard, and those that have waited since before an instant.
   *
   * @param log that was compared
   * @param beforeMillis epoch milliseconds
   */
  public List<PayoutInstruction> toReissue(PacketReplay log, long beforeMillis) {
    Map<String, PayoutInstruction> again = new TreeMap<>();
    for (MoneyDifference difference : differences) {
      Instructed decided = log.instructions().get(difference.id());
      if (difference.kind().isMendedByInstruction() && decided != null) {
        again.put(difference.id(), decided.instruction());
      }
    }
    for (Instructed each : waiting) {
      if (each.appendedAtMillis() < beforeMillis) {
        again.put(each.instruction().key(), each.instruction());
      }
    }
    return List.copyOf(again.values());
  }

  /** Counts the differences into the totals. */
  private static Reconciliation with(
      Map<String, MoneyTotals> enterprises,
      List<MoneyDifference> differences,
      List<Instructed> waiting) {
    Map<String, Long> doubtFen = new HashMap<>();
    differences.stream()
        .filter(it -> it.fen() > 0)
        .forEach(it -> doubtFen.merge(it.enterpriseId(), it.fen(), Math::addExact));
    Map<String, MoneyTotals> counted = new HashMap<>();
    enterprises.forEach(
        (enterprise, totals) ->
            counted.put(enterprise, new MoneyTotals(totals.packets(), totals.leftFen(), 0)));
    doubtFen.forEach(
        (enterprise, fen) ->
            counted.merge(
                enterprise, new MoneyTotals(PacketTotals.NONE, 0, fen), MoneyTotals::plus));
    return new Reconciliation(counted, differences, waiting);
  }

  /** One comparison, while it is made. */
  private static final class Comparison {

    private final Sources sources;
    private final PacketReplay log;
    private final List<MoneyDifference> differences = new ArrayList<>();
    private final List<Instructed> waiting = new ArrayList<>();
    private final Ledger ledger = new Ledger();

    Comparison(Sources sources) {
      this.sources = sources;
      this.log = sources.log();
    }

    Reconciliation run() {
      compareLedger();
      compareBatches();
      comparePayouts();
      comparePayments();
      compareBalances();
      differences.sort(ORDER);
      waiting.sort(Comparator.comparingLong(Instructed::appendedAtMillis));
      return with(totals(), differences, waiting);
    }

    private Map<String, MoneyTotals> totals() {
      Map<String, MoneyTotals> totals = new HashMap<>();
      log.fundedFen()
          .forEach(
              (enterprise, fen) ->
                  totals.put(enterprise, new MoneyTotals(PacketTotals.NONE, fen, 0)));
      for (PacketState packet : log.packets().values()) {
        PacketTotals worth = PacketTotals.of(packet);
        if (worth.issuedFen() > 0) {
          Won won = packet.won().orElseThrow();
          boolean isFunded = log.batch(won.batchId()).funded().isPresent();
          totals.merge(
              won.enterpriseId(),
              new MoneyTotals(worth, isFunded ? -worth.issuedFen() : 0, 0),
              MoneyTotals::plus);
        }
      }
      return totals;
    }

    private void compareLedger() {
      Map<String, LedgerEntry> held = new HashMap<>();
      Set<String> told = new HashSet<>();
      for (LedgerEntry entry : sources.ledger()) {
        LedgerEntry first = held.putIfAbsent(entry.id(), entry);
        if (first == null) {
          ledger.add(entry);
        } else if (!first.equals(entry) && told.add(entry.id())) {
          add(
              Kind.LEDGER_DIFFERENT,
              entry,
              doubt(first.amountFen(), entry.amountFen()),
              "the ledger says two things of entry "
                  + entry.id()
                  + ": "
                  + worth(first)
                  + ", then "
                  + worth(entry));
        }
      }
      for (LedgerEntry decided : log.entries().values()) {
        LedgerEntry is = held.remove(decided.id());
        if (is == null) {
          add(
              Kind.LEDGER_MISSING,
              decided,
              decided.amountFen(),
              "the ledger lacks entry " + decided.id() + " of " + worth(decided));
        } else if (!is.equals(decided) && told.add(is.id())) {
          add(
              Kind.LEDGER_DIFFERENT,
              decided,
              doubt(is.amountFen(), decided.amountFen()),
              "entry " + is.id() + " is " + worth(is) + ", and the log decides " + worth(decided));
        }
      }
      for (LedgerEntry unexpected : held.values()) {
        add(
            Kind.LEDGER_UNEXPECTED,
            unexpected,
            unexpected.amountFen(),
            "the log decides no entry "
                + unexpected.id()
                + ", and the ledger holds one of "
                + worth(unexpected));
      }
    }

    /** Accounts that are wrong although each of their entries is right; then the rules are. */
    private void compareBatches() {
      if (!differences.isEmpty()) {
        return;
      }
      Map<String, PacketTotals> worth = new HashMap<>();
      log.packets()
          .forEach(
              (packetId, packet) ->
                  worth.merge(
                      PacketIds.batchId(packetId), PacketTotals.of(packet), PacketTotals::plus));
      for (String problem : ledger.problems()) {
        addOfBatch(problem);
      }
      for (String difference : ledger.differences(worth)) {
        addOfBatch(difference);
      }
    }

    private void addOfBatch(String text) {
      differences.add(new MoneyDifference(Kind.LEDGER_UNBALANCED, text, "", "", 0, text));
    }

    private void comparePayouts() {
      Map<String, PayoutInstruction> held = new HashMap<>();
      Set<String> told = new HashSet<>();
      for (PayoutInstruction instruction : sources.payouts()) {
        PayoutInstruction first = held.putIfAbsent(instruction.key(), instruction);
        if (first != null && !first.equals(instruction) && told.add(instruction.key())) {
          add(
              Kind.PAYOUT_DIFFERENT,
              instruction,
              doubt(first.amountFen(), instruction.amountFen()),
              "payouts says two things of "
                  + instruction.key()
                  + ": "
                  + worth(first)
                  + ", then "
                  + worth(instruction));
        }
      }
      for (Instructed instructed : log.instructions().values()) {
        PayoutInstruction decided = instructed.instruction();
        PayoutInstruction is = held.remove(decided.key());
        if (is == null) {
          add(
              Kind.PAYOUT_MISSING,
              decided,
              decided.amountFen(),
              "payouts lacks the instruction " + decided.key() + " of " + worth(decided));
        } else if (!is.equals(decided) && told.add(is.key())) {
          add(
              Kind.PAYOUT_DIFFERENT,
              decided,
              doubt(is.amountFen(), decided.amountFen()),
              "the instruction "
                  + is.key()
                  + " is "
                  + worth(is)
                  + ", and the log decides "
                  + worth(decided));
        }
      }
      for (PayoutInstruction unexpected : held.values()) {
        add(
            Kind.PAYOUT_UNEXPECTED,
            unexpected,
            unexpected.amountFen(),
            "the log decides no instruction "
                + unexpected.key()
                + ", and payouts holds one of "
                + worth(unexpected));
      }
    }

    private void comparePayments() {
      for (Instructed instructed : log.instructions().values()) {
        Optional<WalletTransfer> transfer =
            Optional.ofNullable(sources.transfers().get(instructed.instruction().key()));
        compare(instructed, transfer);
      }
      for (WalletTransfer transfer : sources.transfers().values()) {
        if (transfer.isPaid() && !log.instructions().containsKey(transfer.key())) {
          differences.add(
              new MoneyDifference(
                  Kind.PAYMENT_UNEXPECTED,
                  transfer.key(),
                  packetId(transfer.key()),
                  transfer.payer(),
                  transfer.amountFen(),
                  "the log decides no instruction "
                      + transfer.key()
                      + ", and the wallet has paid by it "
                      + worth(transfer)));
        }
      }
    }

    private void compare(Instructed instructed, Optional<WalletTransfer> transfer) {
      PayoutInstruction decided = instructed.instruction();
      ShareStep step = decided.step();
      ShareState share = log.packet(step.packetId()).shares().get(step.share());
      boolean isOut = share.step() == step.step();
      boolean saysPaid = isOut && share.phase() == Phase.PAID;
      boolean awaitsWord = isOut && share.phase() == Phase.INSTRUCTED;
      boolean isPaid = transfer.filter(WalletTransfer::isPaid).isPresent();
      if (isPaid && !isOf(decided, transfer.get())) {
        add(
            Kind.PAYMENT_DIFFERENT,
            decided,
            doubt(transfer.get().amountFen(), decided.amountFen()),
            "the wallet has paid by "
                + decided.key()
                + " "
                + worth(transfer.get())
                + ", and the log decides "
                + worth(decided));
      } else if (saysPaid && !isPaid) {
        add(
            Kind.PAYMENT_MISSING,
            decided,
            decided.amountFen(),
            "the log says that "
                + decided.key()
                + " was paid, and the wallet "
                + (transfer.isPresent() ? "has refused it" : "does not know it"));
      } else if (awaitsWord && isPaid) {
        add(
            Kind.PAYMENT_UNLOGGED,
            decided,
            decided.amountFen(),
            "the wallet has paid " + decided.key() + ", and the log does not say so");
      } else if (awaitsWord && transfer.isPresent()) {
        add(
            Kind.REFUSAL_UNLOGGED,
            decided,
            decided.amountFen(),
            "the wallet has refused " + decided.key() + ", and the log does not say so");
      } else if (isPaid && !saysPaid) {
        add(
            Kind.PAYMENT_UNEXPECTED,
            decided,
            decided.amountFen(),
            "the wallet has paid " + decided.key() + ", of which the log says that it had failed");
      } else if (awaitsWord) {
        waiting.add(instructed);
      }
    }

    private void compareBalances() {
      Map<String, Long> paidFen = new HashMap<>();
      for (WalletTransfer transfer : sources.transfers().values()) {
        if (transfer.isPaid()) {
          paidFen.merge(transfer.payer(), transfer.amountFen(), Math::addExact);
        }
      }
      sources
          .balancesFen()
          .forEach(
              (account, balanceFen) -> {
                long shouldFen = -paidFen.getOrDefault(account, 0L);
                if (balanceFen != shouldFen) {
                  differences.add(
                      new MoneyDifference(
                          Kind.BALANCE_DIFFERENT,
                          account,
                          "",
                          account,
                          Math.abs(balanceFen - shouldFen),
                          "the wallet's account "
                              + account
                              + " stands at "
                              + balanceFen
                              + " fen, and its transfers come to "
                              + shouldFen));
                }
              });
    }

    private void add(Kind kind, LedgerEntry entry, long fen, String text) {
      String packetId =
          entry.kind().isOfBatch() ? "" : entry.id().substring(0, entry.id().indexOf('/'));
      differences.add(
          new MoneyDifference(kind, entry.id(), packetId, entry.enterpriseId(), fen, text));
    }

    private void add(Kind kind, PayoutInstruction instruction, long fen, String text) {
      differences.add(
          new MoneyDifference(
              kind,
              instruction.key(),
              instruction.step().packetId(),
              instruction.enterpriseId(),
              fen,
              text));
    }

    private static boolean isOf(PayoutInstruction decided, WalletTransfer paid) {
      return paid.payer().equals(decided.enterpriseId())
          && paid.payee().equals(decided.user())
          && paid.amountFen() == decided.amountFen();
    }

    /** What is in doubt when two say different things; all of it if they agree on the amount. */
    private static long doubt(long oneFen, long otherFen) {
      return oneFen == otherFen ? oneFen : Math.abs(oneFen - otherFen);
    }

    private static String packetId(String key) {
      try {
        return ShareStep.parse(key).packetId();
      } catch (IllegalArgumentException notOfAPacket) {
        return "";
      }
    }

    private static String worth(LedgerEntry entry) {
      return entry.amountFen() + " fen of " + entry.enterpriseId();
    }

    private static String worth(PayoutInstruction instruction) {
      return instruction.amountFen()
          + " fen from "
          + instruction.enterpriseId()
          + " to "
          + instruction.user();
    }

    private static String worth(WalletTransfer transfer) {
      return transfer.amountFen() + " fen from " + transfer.payer() + " to " + transfer.payee();
    }
  }
}
