package io.hongbao.proof.trace;

import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.money.PacketTotals;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.files.AlignedTable;
import io.hongbao.proof.audit.ControlCharacterEscaper;
import io.hongbao.proof.money.MoneyDifference;
import io.hongbao.proof.money.WalletTransfer;
import io.hongbao.proof.trace.UserTrace.Account;
import io.hongbao.proof.trace.UserTrace.TracedShare;
import io.hongbao.proof.trace.UserTrace.VisitedShow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A user's evening for people and as JSON. Every line is ended. */
public final class UserTraceFormatter {

  private UserTraceFormatter() {}

  /**
   * A table of the evening by time, one of the shares, one of the payouts, and what it comes to.
   *
   * @param account what the payment system says; empty if it was not asked
   */
  public static String toText(UserTrace trace, Optional<Account> account) {
    StringBuilder text = new StringBuilder();
    line(text, "user %s", ControlCharacterEscaper.of(trace.user()));
    for (VisitedShow show : trace.shows()) {
      line(
          text,
          "show %s, bucket %d: shook in %,d turns",
          show.key().show(),
          show.key().bucket(),
          show.shakes());
    }
    text.append('\n').append(records(trace));
    if (trace.moreRecords() > 0) {
      line(text, "  and %,d more records", trace.moreRecords());
    }
    if (!trace.shares().isEmpty()) {
      text.append('\n').append(shares(trace.shares()));
    }
    if (!trace.payouts().isEmpty()) {
      text.append('\n').append(payouts(trace.payouts(), account));
    }
    text.append('\n').append(sums(trace));
    account.ifPresent(it -> line(text, "wallet: %s", balance(it.balanceFen())));
    text.append(differences(trace, account));
    return text.toString();
  }

  /** One object for each record, share and payout, and a last one with the sums. */
  public static String toJson(UserTrace trace, Optional<Account> account) {
    StringBuilder text = new StringBuilder();
    for (TracedRecord record : trace.records()) {
      text.append(
              TraceFormatter.toJson(
                  record.view().with("of", record.of()).with("says", record.says())))
          .append('\n');
    }
    for (TracedShare share : trace.shares()) {
      text.append(TraceFormatter.fieldsToJson("share state", fields(share))).append('\n');
    }
    for (PayoutInstruction payout : trace.payouts()) {
      text.append(
              TraceFormatter.fieldsToJson(
                  "payout state",
                  RecordView.fields(
                      "key", payout.key(),
                      "amountFen", payout.amountFen(),
                      "wallet", atWallet(payout, account))))
          .append('\n');
    }
    return text.append(TraceFormatter.fieldsToJson("sum", sumFields(trace, account)))
        .append('\n')
        .toString();
  }

  private static AlignedTable records(UserTrace trace) {
    AlignedTable table = new AlignedTable(5);
    table.add("appended", "at", "record", "of", "");
    for (TracedRecord record : trace.records()) {
      table.add(
          Instant.ofEpochMilli(record.view().appendedAtMillis()).toString(),
          record.view().at().toString(),
          record.view().kind(),
          ControlCharacterEscaper.of(record.of()),
          ControlCharacterEscaper.of(record.says()));
    }
    return table;
  }

  private static AlignedTable shares(List<TracedShare> shares) {
    AlignedTable table = new AlignedTable(4);
    table.add("packet", "share", "state", "of", "step", "yuan");
    for (TracedShare share : shares) {
      table.add(
          share.packetId(),
          String.valueOf(share.number()),
          share.state().phase().name(),
          share.holder().isEmpty() ? "nobody" : ControlCharacterEscaper.of(share.holder()),
          String.valueOf(share.state().step()),
          Yuan.format(share.amountFen()));
    }
    return table;
  }

  private static AlignedTable payouts(List<PayoutInstruction> payouts, Optional<Account> account) {
    AlignedTable table = new AlignedTable(2);
    table.add("payout", "at the wallet", "yuan");
    for (PayoutInstruction payout : payouts) {
      table.add(payout.key(), atWallet(payout, account), Yuan.format(payout.amountFen()));
    }
    return table;
  }

  private static String atWallet(PayoutInstruction payout, Optional<Account> account) {
    if (account.isEmpty()) {
      return "not asked";
    }
    WalletTransfer transfer = account.get().transfers().get(payout.key());
    if (transfer == null) {
      return "unknown";
    }
    return transfer.isPaid() ? "PAID" : "REFUSED";
  }

  private static String sums(UserTrace trace) {
    PacketTotals own = trace.own();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "own shares: %s yuan: unclaimed %s, claimed %s, held %s, paid %s, expired %s, returned %s",
        Yuan.format(own.issuedFen()),
        Yuan.format(own.unclaimedFen()),
        Yuan.format(own.claimedFen()),
        Yuan.format(own.heldFen()),
        Yuan.format(own.paidFen()),
        Yuan.format(own.expiredFen()),
        Yuan.format(own.returnedFen()));
    if (trace.handedOnFen() > 0) {
      line(text, "handed on to friends: %s yuan", Yuan.format(trace.handedOnFen()));
    }
    return text.toString();
  }

  private static String balance(OptionalLong balanceFen) {
    return balanceFen.isPresent()
        ? "balance " + Yuan.format(balanceFen.getAsLong()) + " yuan"
        : "no account of this user";
  }

  private static String differences(UserTrace trace, Optional<Account> account) {
    List<MoneyDifference> differences = of(trace, account);
    StringBuilder text = new StringBuilder();
    if (differences.isEmpty() && !trace.shares().isEmpty()) {
      line(
          text,
          "log, ledger%s agree about these packets to the fen",
          account.isPresent() ? ", payouts and wallet" : " and payouts");
    }
    for (MoneyDifference difference : differences) {
      line(
          text, "%s: %s", difference.kind().label(), ControlCharacterEscaper.of(difference.text()));
    }
    return text.toString();
  }

  private static List<MoneyDifference> of(UserTrace trace, Optional<Account> account) {
    return account.map(trace::differences).orElseGet(trace::differences);
  }

  private static Map<String, Object> fields(TracedShare share) {
    return RecordView.fields(
        "packetId", share.packetId(),
        "share", share.number(),
        "state", share.state().phase().name(),
        "holder", share.holder(),
        "step", share.state().step(),
        "amountFen", share.amountFen());
  }

  private static Map<String, Object> sumFields(UserTrace trace, Optional<Account> account) {
    PacketTotals own = trace.own();
    Map<String, Object> fields =
        RecordView.fields(
            "user", trace.user(),
            "turns", trace.shows().stream().mapToInt(VisitedShow::shakes).sum(),
            "ownFen", own.issuedFen(),
            "unclaimedFen", own.unclaimedFen(),
            "claimedFen", own.claimedFen(),
            "heldFen", own.heldFen(),
            "paidFen", own.paidFen(),
            "expiredFen", own.expiredFen(),
            "returnedFen", own.returnedFen(),
            "handedOnFen", trace.handedOnFen());
    account
        .map(Account::balanceFen)
        .filter(OptionalLong::isPresent)
        .ifPresent(it -> fields.put("balanceFen", it.getAsLong()));
    fields.put(
        "differences",
        RecordView.texts(of(trace, account).stream().map(MoneyDifference::text).toList()));
    fields.put("moreRecords", trace.moreRecords());
    return fields;
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
