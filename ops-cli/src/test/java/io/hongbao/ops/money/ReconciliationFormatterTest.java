package io.hongbao.ops.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.money.PacketTotals;
import io.hongbao.proof.money.MoneyDifference;
import io.hongbao.proof.money.MoneyDifference.Kind;
import io.hongbao.proof.money.MoneyTotals;
import io.hongbao.proof.money.Reconciliation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationFormatterTest {

  @Test
  void shouldPrintAmountsByEnterpriseAndInTotal() {
    Reconciliation found = new Reconciliation(enterprises(0), List.of(), List.of());

    assertThat(ReconciliationFormatter.toText(found))
        .isEqualTo(
            """
              yuan   issued  unclaimed  claimed  held  paid  expired  returned  left  difference
              cola     3.88       0.60     0.20  0.30  1.88     0.40      0.50  6.12        0.00
              pear     0.05       0.05     0.00  0.00  0.00     0.00      0.00  0.00        0.00
              total    3.93       0.65     0.20  0.30  1.88     0.40      0.50  6.12        0.00

            log, ledger, payouts and wallet agree to the fen
            """);
  }

  @Test
  void shouldPrintFenForScripts() {
    Reconciliation found =
        new Reconciliation(enterprises(188), List.of(difference("gala.0.1.0")), List.of());

    assertThat(ReconciliationFormatter.toJson(found))
        .isEqualTo(
            "{\"ok\":false,\"issuedFen\":393,\"claimedFen\":20,\"heldFen\":30,\"paidFen\":188,"
                + "\"expiredFen\":40,\"returnedFen\":50,\"leftFen\":612,\"differenceFen\":188,"
                + "\"differences\":[{\"kind\":\"payment-missing\",\"id\":\"gala.0.1.0/0/1\","
                + "\"packetId\":\"gala.0.1.0\",\"enterprise\":\"cola\",\"fen\":188,"
                + "\"text\":\"it is gone\",\"look\":\"./hongbao packets show gala.0.1.0\"}]}");
  }

  @Test
  void shouldPrintEachDifferenceWithWhereToLookAndCountWhatIsMore() {
    List<MoneyDifference> many = new ArrayList<>();
    for (int i = 0; i < 52; i++) {
      many.add(difference("gala.0.1." + i));
    }

    assertThat(
            ReconciliationFormatter.toText(
                new Reconciliation(enterprises(52 * 188), many, List.of())))
        .contains("52 differences, 97.76 yuan in doubt:")
        .contains("  payment-missing: it is gone\n      look: ./hongbao packets show gala.0.1.49\n")
        .doesNotContain("gala.0.1.50")
        .contains("  and 2 more: --json lists all");
  }

  private static MoneyDifference difference(String packetId) {
    return new MoneyDifference(
        Kind.PAYMENT_MISSING, packetId + "/0/1", packetId, "cola", 188, "it is gone");
  }

  private static Map<String, MoneyTotals> enterprises(long differenceFen) {
    return Map.of(
        "cola",
        new MoneyTotals(new PacketTotals(388, 60, 20, 30, 188, 40, 50), 612, differenceFen),
        "pear",
        new MoneyTotals(new PacketTotals(5, 5, 0, 0, 0, 0, 0), 0, 0));
  }
}
