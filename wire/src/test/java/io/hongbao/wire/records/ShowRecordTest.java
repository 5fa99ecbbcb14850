package io.hongbao.wire.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.wire.fixtures.FixedKeys;
import io.hongbao.wire.fixtures.SampleRecords;
import io.hongbao.wire.keys.SigningKey;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Records of topic {@code show} are trusted by their signature. */
class ShowRecordTest {

  private static final OpRecord OP = SampleRecords.OPS.get("op-tell");

  @Test
  void shouldOpenARecordOfEveryKindThatItsSenderSigned() {
    List<ShowRecord> records =
        Stream.<ShowRecord>concat(
                SampleRecords.OPS.values().stream(),
                Stream.of(SampleRecords.PLAN, SampleRecords.MODE, SampleRecords.SECRETS))
            .toList();
    for (ShowRecord record : records) {
      byte[] value = record.sign(FixedKeys.SIGNING);
      assertThat(ShowRecord.isSigned(value)).isTrue();
      assertThat(ShowRecord.verify(value, FixedKeys.VERIFYING)).isEqualTo(record);
      assertThat(ShowRecord.decode(value)).isEqualTo(record);
    }
  }

  @Test
  void shouldRefuseEveryChangedBit() {
    byte[] value = OP.sign(FixedKeys.SIGNING);
    for (int bit = 0; bit < value.length * 8; bit++) {
      byte[] damaged = value.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> ShowRecord.verify(damaged, FixedKeys.VERIFYING))
          .as("bit %s", bit)
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void shouldRefuseTheSignatureOfAnotherKeyAndOfAnotherPurpose() {
    byte[] forged = OP.sign(SigningKey.generate().signingKey());
    assertThatThrownBy(() -> ShowRecord.verify(forged, FixedKeys.VERIFYING))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("record of topic show: signature is wrong");
    byte[] content = OP.encode();
    byte[] withoutPurpose =
        new RecordWriter(1024)
            .writeByte(1)
            .writeByte(RecordKind.SIGNED_SHOW_RECORD)
            .writeBytes(content)
            .writeBytes(FixedKeys.SIGNING.sign(content))
            .toBytes();
    assertThatThrownBy(() -> ShowRecord.verify(withoutPurpose, FixedKeys.VERIFYING))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("record of topic show: signature is wrong");
  }

  @Test
  void shouldReadAPlanOfAnEarlierVersionButNotTrustIt() {
    byte[] unsigned = SampleRecords.PLAN.encode();
    assertThat(ShowRecord.isSigned(unsigned)).isFalse();
    assertThat(ShowRecord.decode(unsigned)).isEqualTo(SampleRecords.PLAN);
    assertThatThrownBy(() -> ShowRecord.verify(unsigned, FixedKeys.VERIFYING))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("record of topic show without a signature");
  }

  @Test
  void shouldReadNothingElseWithoutASignature() {
    for (ShowRecord record : List.of(OP, SampleRecords.MODE, SampleRecords.SECRETS)) {
      assertThatThrownBy(() -> ShowRecord.decode(record.encode()))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void shouldGiveEachRecordAKeyOfItsOwn() {
    assertThat(SampleRecords.PLAN.key()).isEqualTo("spring-gala-2027/plan/2");
    assertThat(OP.key()).isEqualTo("spring-gala-2027/op/7");
    assertThat(SampleRecords.MODE.key()).isEqualTo("spring-gala-2027/mode");
    assertThat(SampleRecords.SECRETS.key()).isEqualTo("spring-gala-2027/secrets");
  }

  @Test
  void shouldKnowAnOperationAgainOnceItIsDone() {
    OpRecord begun = SampleRecords.OPS.get("op-approve");
    assertThat(begun.done().isDone()).isTrue();
    assertThat(begun.isSameAs(begun.done())).isTrue();
    assertThat(begun.isSameAs(SampleRecords.OPS.get("op-forget"))).isFalse();
  }
}
