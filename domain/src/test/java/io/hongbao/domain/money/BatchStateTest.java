package io.hongbao.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchRecord.Unissued;
import io.hongbao.domain.money.LedgerEntry.Kind;
import org.junit.jupiter.api.Test;

class BatchStateTest {

  private static final String BATCH = "gala.3.1";
  private static final Funded FUNDED = new Funded(BATCH, "cola", 10, 1_000);
  private static final Unissued UNISSUED = new Unissued(BATCH, 3, 250);
  private static final LedgerEntry FUND = LedgerEntry.of(Kind.FUND, BATCH, "cola", 1_000);
  private static final LedgerEntry RETURN = LedgerEntry.of(Kind.RETURN, BATCH, "cola", 250);

  @Test
  void shouldFundABatchAndReturnWhatIsLeft() {
    BatchState.Decision funded = BatchState.UNKNOWN.decide(FUNDED);
    BatchState.Decision left = funded.after().decide(UNISSUED);

    assertThat(funded.entries()).containsExactly(FUND);
    assertThat(left.entries()).containsExactly(RETURN);
    assertThat(left.after().decide(UNISSUED).entries()).isEmpty();
    assertThat(left.after().decide(FUNDED).entries()).isEmpty();
    assertThat(left.after().decide(FUNDED).refusal()).isEmpty();
  }

  @Test
  void shouldReturnOnlyOnceBothAreThere() {
    BatchState.Decision left = BatchState.UNKNOWN.decide(UNISSUED);

    assertThat(left.entries()).isEmpty();
    assertThat(left.after().decide(UNISSUED).after()).isEqualTo(left.after());
    assertThat(left.after().decide(FUNDED).entries()).containsExactly(FUND, RETURN);
  }

  @Test
  void shouldReturnNothingIfNothingIsLeft() {
    BatchState funded = BatchState.UNKNOWN.decide(FUNDED).after();

    assertThat(funded.decide(new Unissued(BATCH, 0, 0)).entries()).isEmpty();
    assertThat(funded.decide(new Unissued(BATCH, 10, 1_000)).entries())
        .containsExactly(LedgerEntry.of(Kind.RETURN, BATCH, "cola", 1_000));
  }

  @Test
  void shouldRefuseOtherSumsThanBefore() {
    BatchState state = BatchState.UNKNOWN.decide(FUNDED).after().decide(UNISSUED).after();

    for (BatchRecord other :
        new BatchRecord[] {new Funded(BATCH, "cola", 10, 999), new Unissued(BATCH, 3, 249)}) {
      BatchState.Decision decision = state.decide(other);
      assertThat(decision.after()).isEqualTo(state);
      assertThat(decision.entries()).isEmpty();
      assertThat(decision.refusal().orElseThrow())
          .startsWith("batch gala.3.1 says another sum than before: ");
    }
  }

  @Test
  void shouldRefuseMoreThanWasFunded() {
    BatchState funded = BatchState.UNKNOWN.decide(FUNDED).after();

    assertThat(funded.decide(new Unissued(BATCH, 3, 1_001)).refusal())
        .contains("batch gala.3.1 has more left than it was funded with");
    assertThat(funded.decide(new Unissued(BATCH, 11, 1_000)).refusal()).isPresent();
    assertThat(funded.decide(new Unissued(BATCH, 11, 1_000)).after()).isEqualTo(funded);
  }

  @Test
  void shouldRefuseSumsThatCannotBe() {
    assertThatThrownBy(() -> new Funded(BATCH, "cola", 0, 1))
        .hasMessage("0 packets of 1 fen: expected at least 1 fen each");
    assertThatThrownBy(() -> new Funded(BATCH, "cola", 2, 1)).hasMessageContaining("2 packets");
    assertThatThrownBy(() -> new Unissued(BATCH, -1, 0)).hasMessageContaining("-1 packets");
    assertThatThrownBy(() -> new Unissued(BATCH, 2, 1)).hasMessageContaining("2 packets");
    assertThatThrownBy(() -> new Unissued(BATCH, 0, 1)).hasMessageContaining("0 packets");
    assertThatThrownBy(() -> new Funded("gala.3", "cola", 2, 2))
        .hasMessage("batch 'gala.3': expected SHOW.BUCKET.BATCH");
    assertThat(new Unissued(BATCH, 2, 2).key()).isEqualTo(BATCH);
    assertThat(new Funded(BATCH, "cola", 2, 2).key()).isEqualTo(BATCH);
  }
}
