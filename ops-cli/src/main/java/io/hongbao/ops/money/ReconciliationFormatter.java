package io.hongbao.ops.money;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.money.PacketTotals;
import io.hongbao.files.AlignedTable;
import io.hongbao.proof.money.MoneyDifference;
import io.hongbao.proof.money.MoneyTotals;
import io.hongbao.proof.money.PacketReplay.Instructed;
import io.hongbao.proof.money.Reconciliation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A comparison for scripts and for people. */
public final class ReconciliationFormatter {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What more there is is counted. */
  private static final int MAX_SHOWN = 50;

  private ReconciliationFormatter() {}

  /** One object on one line, with every difference. */
  public static String toJson(Reconciliation found) {
    MoneyTotals total = found.total();
    PacketTotals packets = total.packets();
    ObjectNode json =
        JSON.createObjectNode()
            .put("ok", found.isOk())
            .put("issuedFen", packets.issuedFen())
            .put("claimedFen", packets.claimedFen())
            .put("heldFen", packets.heldFen())
            .put("paidFen", packets.paidFen())
            .put("expiredFen", packets.expiredFen())
            .put("returnedFen", packets.returnedFen())
            .put("leftFen", total.leftFen())
            .put("differenceFen", total.differenceFen());
    ArrayNode differences = json.putArray("differences");
    for (MoneyDifference each : found.differences()) {
      differences
          .addObject()
          .put("kind", each.kind().label())
          .put("id", each.id())
          .put("packetId", each.packetId())
          .put("enterprise", each.enterpriseId())
          .put("fen", each.fen())
          .put("text", each.text())
          .put("look", look(each));
    }
    return json.toString();
  }

  /** A table of yuan by enterprise, then what is wrong and where to look. */
  public static String toText(Reconciliation found) {
    StringBuilder text = new StringBuilder(table(found).toString());
    if (!found.waiting().isEmpty()) {
      text.append('\n').append(waiting(found.waiting())).append('\n');
    }
    text.append('\n');
    if (found.isOk()) {
      return text.append("log, ledger, payouts and wallet agree to the fen\n").toString();
    }
    List<MoneyDifference> differences = found.differences();
    text.append(
        String.format(
            Locale.ROOT,
            "%d %s, %s yuan in doubt:%n",
            differences.size(),
            differences.size() == 1 ? "difference" : "differences",
            Yuan.format(found.total().differenceFen())));
    for (MoneyDifference each : differences.subList(0, Math.min(MAX_SHOWN, differences.size()))) {
      text.append("  ").append(each.kind().label()).append(": ").append(each.text()).append('\n');
      text.append("      look: ").append(look(each)).append('\n');
    }
    if (differences.size() > MAX_SHOWN) {
      text.append("  and ")
          .append(differences.size() - MAX_SHOWN)
          .append(" more: --json lists all\n");
    }
    return text.toString();
  }

  private static AlignedTable table(Reconciliation found) {
    AlignedTable table = new AlignedTable(1);
    table.add(
        "yuan",
        "issued",
        "unclaimed",
        "claimed",
        "held",
        "paid",
        "expired",
        "returned",
        "left",
        "difference");
    Map<String, MoneyTotals> sorted = new TreeMap<>(found.enterprises());
    sorted.forEach((enterprise, totals) -> add(table, enterprise, totals));
    add(table, "total", found.total());
    return table;
  }

  private static void add(AlignedTable table, String name, MoneyTotals totals) {
    PacketTotals packets = totals.packets();
    table.add(
        name.isEmpty() ? "?" : name,
        Yuan.format(packets.issuedFen()),
        Yuan.format(packets.unclaimedFen()),
        Yuan.format(packets.claimedFen()),
        Yuan.format(packets.heldFen()),
        Yuan.format(packets.paidFen()),
        Yuan.format(packets.expiredFen()),
        Yuan.format(packets.returnedFen()),
        signed(totals.leftFen()),
        Yuan.format(totals.differenceFen()));
  }

  /** More may have been won than was paid in. */
  private static String signed(long fen) {
    return fen < 0 ? "-" + Yuan.format(-fen) : Yuan.format(fen);
  }

  private static String waiting(List<Instructed> waiting) {
    long fen = waiting.stream().mapToLong(it -> it.instruction().amountFen()).sum();
    return String.format(
        Locale.ROOT,
        "%d payouts of %s yuan are on their way, the first since %s",
        waiting.size(),
        Yuan.format(fen),
        Instant.ofEpochMilli(waiting.get(0).appendedAtMillis()));
  }

  private static String look(MoneyDifference difference) {
    if (!difference.packetId().isEmpty()) {
      return "./hongbao packets show " + difference.packetId();
    }
    return switch (difference.kind()) {
      case BALANCE_DIFFERENT -> "curl WALLET/accounts/" + difference.id() + "/statement";
      case PAYMENT_UNEXPECTED -> "curl WALLET/transfers/" + difference.id();
      case LEDGER_MISSING, LEDGER_UNEXPECTED, LEDGER_DIFFERENT ->
          "./hongbao packets show "
              + difference.id().substring(0, Math.max(0, difference.id().indexOf('/')));
      case LEDGER_UNBALANCED,
          PAYOUT_MISSING,
          PAYOUT_UNEXPECTED,
          PAYOUT_DIFFERENT,
          PAYMENT_MISSING,
          PAYMENT_UNLOGGED,
          PAYMENT_DIFFERENT,
          REFUSAL_UNLOGGED ->
          "./hongbao audit";
    };
  }
}
