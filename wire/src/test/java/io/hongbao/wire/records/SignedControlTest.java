package io.hongbao.wire.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.Terms;
import io.hongbao.wire.fixtures.FixedKeys;
import io.hongbao.wire.fixtures.SampleRecords;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedControlTest {

  private static final byte[] SEEDS = ControlCodec.of(SampleRecords.SEEDS);
  private static final SignedControl SIGNED =
      SignedControl.sign(FixedKeys.SIGNING, SampleRecords.KEY, 3, SEEDS);

  @Test
  void shouldOpenWhatItsSenderSigned() {
    ControlRecord record = verify(SIGNED);
    assertThat(record)
        .isEqualTo(
            new ControlRecord("spring-gala-2027", 5, 3, record.fingerprint(), SampleRecords.SEEDS));
    assertThat(SIGNED.trusted(FixedKeys.SEALING)).isEqualTo(record);
  }

  @Test
  void shouldGiveTheSameFingerprintToTheSameContentOnly() {
    SignedControl again = SignedControl.sign(FixedKeys.SIGNING, SampleRecords.KEY, 3, SEEDS);
    SignedControl other =
        SignedControl.sign(FixedKeys.SIGNING, SampleRecords.KEY, 3, ControlCodec.ofEnd());
    assertThat(verify(again).fingerprint()).isEqualTo(verify(SIGNED).fingerprint());
    assertThat(verify(other).fingerprint()).isNotEqualTo(verify(SIGNED).fingerprint());
  }

  @Test
  void shouldRefuseARecordMovedToAnotherShowBucketOrNumber() {
    byte[] value = SIGNED.encode();
    for (BucketKey key :
        List.of(new BucketKey("spring-gala-2027", 6), new BucketKey("spring-gala-2028", 5))) {
      assertRefused(SignedControl.decode(key, value));
    }
    byte[] renumbered = value.clone();
    assertThat(renumbered[2]).as("where the number stands").isEqualTo((byte) 3);
    renumbered[2] = 4;
    assertRefused(SignedControl.decode(SampleRecords.KEY, renumbered));
  }

  @Test
  void shouldRefuseEveryChangedBit() {
    byte[] value = SIGNED.encode();
    for (int bit = 0; bit < value.length * 8; bit++) {
      byte[] damaged = value.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> verify(SignedControl.decode(SampleRecords.KEY, damaged)))
          .as("bit %s", bit)
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void shouldRefuseTheSignatureOfAnotherKey() {
    SigningKey other = SigningKey.generate().signingKey();
    assertRefused(SignedControl.sign(other, SampleRecords.KEY, 3, SEEDS));
  }

  @Test
  void shouldRefuseASignedContentThatBreaksARuleOfTheGame() {
    byte[] noSeeds =
        new RecordWriter(16)
            .writeByte(2)
            .writeText("first")
            .writeText("cola")
            .writeNumber(0)
            .writeNumber(0)
            .toBytes();
    SignedControl signed = SignedControl.sign(FixedKeys.SIGNING, SampleRecords.KEY, 3, noSeeds);
    assertThatThrownBy(() -> verify(signed))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("batch of 0 seeds");
    SignedControl numberZero = SignedControl.sign(FixedKeys.SIGNING, SampleRecords.KEY, 0, SEEDS);
    assertThatThrownBy(() -> verify(numberZero))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("control number 0");
  }

  @Test
  void shouldRefuseTermsOfAnotherShow() {
    byte[] terms = ControlCodec.of(SampleRecords.TERMS);
    BucketKey otherShow = new BucketKey("other-show", 5);
    SignedControl signed = SignedControl.sign(FixedKeys.SIGNING, otherShow, 1, terms);
    assertThatThrownBy(() -> verify(signed))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("terms of show spring-gala-2027: expected other-show");
  }

  @Test
  void shouldOpenTermsWithTheirSecrets() {
    byte[] content = ControlCodec.of(SampleRecords.TERMS);
    SignedControl signed = SignedControl.sign(FixedKeys.SIGNING, SampleRecords.KEY, 4, content);
    Terms terms = (Terms) verify(signed).control();
    assertThat(terms).isEqualTo(SampleRecords.TERMS.open(FixedKeys.SEALING));
    assertThat(terms.planNumber()).isEqualTo(2);
    assertThat(terms.waves().get(0).secret().sha256()).isEqualTo(SampleRecords.SECRET.sha256());
  }

  @Test
  void shouldRefuseTermsWhoseSecretsDoNotOpen() {
    byte[] content = ControlCodec.of(SampleRecords.TERMS);
    SignedControl signed = SignedControl.sign(FixedKeys.SIGNING, SampleRecords.KEY, 4, content);
    SealingKey other = SealingKey.generate();
    assertThatThrownBy(() -> signed.verify(FixedKeys.VERIFYING, other))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("secret of wave first");
  }

  @Test
  void shouldNotShowItsContentInALog() {
    assertThat(SIGNED).hasToString("control 3 of spring-gala-2027/5");
  }

  private static ControlRecord verify(SignedControl control) {
    return control.verify(FixedKeys.VERIFYING, FixedKeys.SEALING);
  }

  private static void assertRefused(SignedControl control) {
    assertThatThrownBy(() -> verify(control))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("signature is wrong");
  }
}
