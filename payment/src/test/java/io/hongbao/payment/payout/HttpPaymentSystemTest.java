package io.hongbao.payment.payout;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.payment.fixtures.Payouts;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpPaymentSystemTest {

  @Test
  void shouldTakeAnAnswerThatNamesTheTransferAsPaid() {
    assertThat(
            read(
                200,
                "{'key':'gala.0.1.188/0/1','state':'PAID','payer':'cola','payee':'user-188','amountFen':188,'paidAtMs':5}"))
        .isEqualTo(new PayoutResult.Paid(5));
  }

  @Test
  void shouldTakeARefusalOfTheKeyAsFinal() {
    assertThat(
            read(
                402,
                "{'key':'gala.0.1.188/0/1','state':'REFUSED','reason':'BLOCKED','refusedAtMs':5}"))
        .isEqualTo(new PayoutResult.Refused("BLOCKED", 5));
  }

  @Test
  void shouldTakeAConflictOfTheKeyAsUnpayable() {
    assertThat(read(409, "{'key':'gala.0.1.188/0/1','state':'CONFLICT'}"))
        .isInstanceOf(PayoutResult.Unpayable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "200 |"
            + " {'key':'gala.0.1.188/0/1','state':'PAID','payer':'cola','payee':'user-188','amountFen':187}",
        "200 |"
            + " {'key':'gala.0.1.188/0/1','state':'PAID','payer':'cola','payee':'user-1','amountFen':188}",
        "200 |"
            + " {'key':'gala.0.1.188/0/1','state':'PAID','payer':'pear','payee':'user-188','amountFen':188}",
        "200 |"
            + " {'key':'gala.0.1.1/0/1','state':'PAID','payer':'cola','payee':'user-188','amountFen':188}",
        "500 |"
            + " {'key':'gala.0.1.188/0/1','state':'PAID','payer':'cola','payee':'user-188','amountFen':188}",
        "500 | {'key':'gala.0.1.188/0/1','state':'REFUSED','reason':'BLOCKED'}",
        "402 | {'key':'gala.0.1.1/0/1','state':'REFUSED','reason':'BLOCKED'}",
        "402 | {'state':'REFUSED'}",
        "404 | {'title':'Not Found'}",
        "409 | {'state':'CONFLICT'}",
        "200 | {'key':'gala.0.1.188",
        "200 | <html>",
        "200 | [1]",
        "200 | null",
        "200 | \"\"",
      })
  void shouldTakeEverythingElseAsUnknown(int status, String body) {
    assertThat(read(status, body)).isInstanceOf(PayoutResult.Unknown.class);
  }

  private static PayoutResult read(int status, String body) {
    return HttpPaymentSystem.read(
        Payouts.instruction(188), status, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
