package io.hongbao.wire.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Envelope;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeRecordTest {

  private static final SigningKey.Pair SHOW_CONTROL = SigningKey.generate();
  private static final SigningKey.Pair APPROVER = SigningKey.generate();
  private static final Envelope ENVELOPE =
      new Envelope("gala", 150, 70_000, 2_000, 10_000, List.of("cola", "tea"), 1_801_830_600_000L);
  private static final EnvelopeRecord RECORD =
      EnvelopeRecord.approve(ENVELOPE, 3, 1_801_000_000_000L, "ada", APPROVER.signingKey());

  @Test
  void shouldBeReadBackFromTheTopicAsItWas() {
    byte[] value = RECORD.sign(SHOW_CONTROL.signingKey());

    assertThat(ShowRecord.verify(value, SHOW_CONTROL.verifyingKey())).isEqualTo(RECORD);
    assertThat(ShowRecord.decode(value)).isEqualTo(RECORD);
    assertThat(RECORD.key()).isEqualTo("gala/envelope");
  }

  @Test
  void shouldBeApprovedByItsApproverAlone() {
    assertThat(RECORD.isApprovedBy(APPROVER.verifyingKey())).isTrue();
    assertThat(RECORD.isApprovedBy(SHOW_CONTROL.verifyingKey())).isFalse();
    assertThat(approved(ENVELOPE, 3, 1_801_000_000_000L, "ada", "no signature")).isFalse();
  }

  @Test
  void shouldNotBeApprovedOnceAnythingOfItIsChanged() {
    Envelope wider =
        new Envelope(
            "gala", 151, 70_000, 2_000, 10_000, List.of("cola", "tea"), 1_801_830_600_000L);

    assertThat(approved(wider, 3, 1_801_000_000_000L, "ada", RECORD.approval())).isFalse();
    assertThat(approved(ENVELOPE, 4, 1_801_000_000_000L, "ada", RECORD.approval())).isFalse();
    assertThat(approved(ENVELOPE, 3, 1_801_000_000_001L, "ada", RECORD.approval())).isFalse();
    assertThat(approved(ENVELOPE, 3, 1_801_000_000_000L, "bob", RECORD.approval())).isFalse();
  }

  @Test
  void shouldRefuseBytesThatAreCutOff() {
    byte[] value = RECORD.encode();

    for (int length = 0; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      assertThatThrownBy(() -> EnvelopeRecord.decode(cut))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void shouldSayOfAllShowsWhetherPlansWaitForApproval() {
    ApprovalRecord approval = new ApprovalRecord(true, 1_801_000_000_000L, "up");
    byte[] value = approval.sign(SHOW_CONTROL.signingKey());

    assertThat(ShowRecord.verify(value, SHOW_CONTROL.verifyingKey())).isEqualTo(approval);
    assertThat(approval.key()).isEqualTo("approval");
  }

  private static boolean approved(
      Envelope envelope, long number, long atMillis, String author, String approval) {
    VerifyingKey key = APPROVER.verifyingKey();
    return new EnvelopeRecord(envelope, number, atMillis, author, approval).isApprovedBy(key);
  }
}
