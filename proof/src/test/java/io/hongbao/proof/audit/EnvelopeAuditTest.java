package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.AuditReportAssertions.promise;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.EnvelopeRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a show was loaded and issued is held against its envelope. */
class EnvelopeAuditTest {

  private final InMemoryTopics topics = HonestShow.world();
  private final List<Pool> pools = topics.plansBefore.get(0).campaign().waves().get(0).pools();
  private final long packets = pools.stream().mapToLong(Pool::packets).sum();
  private final long fen = pools.stream().mapToLong(Pool::budgetFen).sum();

  /** An honest show's last seed of cola. */
  private static final long LARGEST = 119;

  private static final List<String> BOTH = List.of("cola", "tea");

  @Test
  void shouldFindAShowRightThatFillsItsEnvelope() {
    topics.envelopes.add(envelope(1, packets, fen, LARGEST, BOTH));

    AuditReport report = topics.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
  }

  @Test
  void shouldNameEveryBoundThatIsBroken() {
    topics.envelopes.add(envelope(1, packets - 1, fen - 1, LARGEST - 1, List.of("tea")));

    PromiseResult three = promise(topics.audit(), 3);

    assertThat(three.breaches()).isEqualTo(4);
    assertThat(three.examples())
        .anyMatch(line -> line.contains("expected packets of tea, by envelope 1; found "))
        .anyMatch(line -> line.contains("at most " + (packets - 1) + " packets, by envelope 1"))
        .anyMatch(line -> line.contains(" yuan, by envelope 1; found "))
        .anyMatch(
            line ->
                line.contains("packets of at most 1.18 yuan, by envelope 1; found one of 1.19"));
  }

  @Test
  void shouldHoldAShowAgainstItsNewestEnvelopeWhereverItStands() {
    topics.envelopes.add(envelope(2, packets, fen, LARGEST, BOTH));
    topics.envelopes.add(envelope(1, 1, 1, 1, BOTH));

    assertThat(topics.audit().isOk()).isTrue();
  }

  private static EnvelopeRecord envelope(
      long number, long packets, long fen, long largestFen, List<String> enterprises) {
    Envelope envelope =
        new Envelope(
            InMemoryTopics.SHOW, packets, fen, largestFen, 1, enterprises, InMemoryTopics.OPENS);
    SigningKey approver = InMemoryTopics.KEYS.signingKey();
    return EnvelopeRecord.approve(envelope, number, 0, "ada", approver);
  }
}
