package io.hongbao.domain.money;

import io.hongbao.domain.money.LedgerEntry.Account;
import io.hongbao.domain.money.LedgerEntry.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adds up entries, each id once, and reports errors in them. It keeps every entry it is given;
 * whoever has more of them than fit on a heap checks batches one after the other.
 *
 * <p>Not thread-safe.
 */
public final class Ledger {

  private final Map<String, LedgerEntry> entries = new HashMap<>();
  private final Map<String, Batch> batches = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * The accounts of a batch.
   *
   * @param isFunded whether the enterprise has paid for it, as far as the ledger knows
   * @param enterpriseFen 0 or less once funded: what the enterprise has paid in and not got back
   * @param escrowFen what is not won, not claimed, or held
   * @param payableFen what is claimed and not paid yet
   * @param usersFen what users have been paid
   */
  public record Balance(
      String batchId,
      String enterpriseId,
      boolean isFunded,
      long enterpriseFen,
      long escrowFen,
      long payableFen,
      long usersFen) {

    /** Every entry leaves it at 0. */
    public long sumFen() {
      return enterpriseFen + escrowFen + payableFen + usersFen;
    }
  }

  /**
   * Takes an entry.
   *
   * @return false if it was taken before
   */
  public boolean add(LedgerEntry entry) {
    LedgerEntry known = entries.putIfAbsent(entry.id(), entry);
    if (known != null) {
      if (!known.equals(entry)) {
        problems.add(
            "entry "
                + entry.id()
                + " stands twice: "
                + known.amountFen()
                + " fen of "
                + known.enterpriseId()
                + ", then "
                + entry.amountFen()
                + " of "
                + entry.enterpriseId());
      }
      return false;
    }
    Batch batch =
        batches.computeIfAbsent(entry.batchId(), id -> new Batch(id, entry.enterpriseId()));
    if (!batch.enterpriseId.equals(entry.enterpriseId())) {
      problems.add(
          "entry "
              + entry.id()
              + " of enterprise "
              + entry.enterpriseId()
              + ": the batch is "
              + batch.enterpriseId
              + "'s");
    }
    try {
      batch.add(entry);
    } catch (ArithmeticException e) {
      problems.add("entry " + entry.id() + ": the sum of its batch does not fit 63 bits");
    }
    return true;
  }

  /** Entries that were taken, each once. */
  public int size() {
    return entries.size();
  }

  /** The accounts of a batch; empty if no entry is of it. */
  public Optional<Balance> balance(String batchId) {
    return Optional.ofNullable(batches.get(batchId)).map(Batch::balance);
  }

  /** The accounts of all batches, by their ids. */
  public List<Balance> balances() {
    return batches.values().stream().map(Batch::balance).toList();
  }

  /** The sum of an enterprise's entries of a kind. */
  public long totalFen(String enterpriseId, Kind kind) {
    return batches.values().stream()
        .filter(batch -> batch.enterpriseId.equals(enterpriseId))
        .mapToLong(batch -> batch.totalFen(kind))
        .sum();
  }

  /**
   * Lists the errors of the entries taken so far, without looking at packets: an id that stands for
   * two things, a batch whose accounts do not sum to zero, an account that is overdrawn. Escrow can
   * be overdrawn only once the batch is funded: before, entries of its packets may have been read
   * first.
   */
  public List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    for (Balance balance : balances()) {
      if (balance.sumFen() != 0) {
        all.add("batch " + balance.batchId() + " sums to " + balance.sumFen() + " fen, expected 0");
      }
      if (balance.isFunded() && balance.escrowFen() < 0) {
        all.add(overdrawn(balance, "escrow", balance.escrowFen()));
      }
      if (balance.payableFen() < 0) {
        all.add(overdrawn(balance, "payable", balance.payableFen()));
      }
    }
    return all;
  }

  /**
   * Holds the ledger against the packets: of each funded batch, escrow must be what is unissued,
   * unclaimed and held, and what is owed and paid must be what its packets say.
   *
   * @param packets the worth of each batch's packets, by its id; a batch without packets may be
   *     missing
   */
  public List<String> differences(Map<String, PacketTotals> packets) {
    List<String> differences = new ArrayList<>();
    for (Batch batch : batches.values()) {
      Balance balance = batch.balance();
      if (!balance.isFunded()) {
        continue;
      }
      PacketTotals totals = packets.getOrDefault(balance.batchId(), PacketTotals.NONE);
      long unissuedFen =
          batch.totalFen(Kind.FUND) - batch.totalFen(Kind.RETURN) - totals.issuedFen();
      if (unissuedFen < 0) {
        differences.add(
            "batch " + balance.batchId() + ": " + -unissuedFen + " fen won beyond its funds");
      }
      compare(
          differences,
          balance,
          "escrow",
          balance.escrowFen(),
          unissuedFen + totals.unclaimedFen() + totals.heldFen());
      compare(differences, balance, "payable", balance.payableFen(), totals.claimedFen());
      compare(differences, balance, "users", balance.usersFen(), totals.paidFen());
    }
    return differences;
  }

  private static void compare(
      List<String> differences, Balance balance, String account, long isFen, long shouldFen) {
    if (isFen != shouldFen) {
      differences.add(
          "batch "
              + balance.batchId()
              + ": "
              + account
              + " of "
              + isFen
              + " fen, expected "
              + shouldFen);
    }
  }

  private static String overdrawn(Balance balance, String account, long fen) {
    return "batch "
        + balance.batchId()
        + ": "
        + account
        + " of "
        + fen
        + " fen, expected 0 or more";
  }

  /** The sums of a batch's entries. */
  private static final class Batch {

    private final String id;
    private final String enterpriseId;
    private final Map<Account, Long> accountsFen = new EnumMap<>(Account.class);
    private final Map<Kind, Long> totalsFen = new EnumMap<>(Kind.class);

    Batch(String id, String enterpriseId) {
      this.id = id;
      this.enterpriseId = enterpriseId;
    }

    void add(LedgerEntry entry) {
      accountsFen.merge(entry.kind().from(), -entry.amountFen(), Math::addExact);
      accountsFen.merge(entry.kind().to(), entry.amountFen(), Math::addExact);
      totalsFen.merge(entry.kind(), entry.amountFen(), Math::addExact);
    }

    long totalFen(Kind kind) {
      return totalsFen.getOrDefault(kind, 0L);
    }

    Balance balance() {
      return new Balance(
          id,
          enterpriseId,
          totalsFen.containsKey(Kind.FUND),
          fen(Account.ENTERPRISE),
          fen(Account.ESCROW),
          fen(Account.PAYABLE),
          fen(Account.USERS));
    }

    private long fen(Account account) {
      return accountsFen.getOrDefault(account, 0L);
    }
  }
}
