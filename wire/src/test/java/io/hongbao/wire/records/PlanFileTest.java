package io.hongbao.wire.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.wire.fixtures.FixedKeys;
import io.hongbao.wire.fixtures.SampleRecords;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.PlanFile.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanFileTest {

  private static final String SHOW = SampleRecords.KEY.show();
  private static final OpRecord OP = SampleRecords.ACTIVATION;

  private static Entry entry(ShowRecord record) {
    return Entry.of(record, FixedKeys.SIGNING);
  }

  private static PlanFile file(long number, Entry... entries) {
    return PlanFile.sign(
        FixedKeys.SIGNING, SHOW, number, 8, PlanFile.Checks.NONE, List.of(entries));
  }

  private static OpRecord numbered(long number) {
    return new OpRecord(
        SHOW, number, OP.atMillis(), OP.author(), false, OP.op(), OP.lastControls());
  }

  @Test
  void shouldRefuseEveryChangedBit() {
    byte[] sound = SampleRecords.PLAN_FILE.toBytes();
    for (int bit = 0; bit < sound.length * 8; bit++) {
      byte[] damaged = sound.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> PlanFile.verify(damaged, FixedKeys.VERIFYING))
          .as("bit %s", bit)
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void shouldRefuseTheSignatureOfAnotherKey() {
    SigningKey other = SigningKey.generate().signingKey();
    PlanFile forged =
        PlanFile.sign(other, SHOW, 9, 8, PlanFile.Checks.NONE, SampleRecords.PLAN_FILE.entries());

    assertThatThrownBy(() -> PlanFile.verify(forged.toBytes(), FixedKeys.VERIFYING))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("plan file: signature is wrong");
  }

  @Test
  void shouldRefuseRecordsThatOthersHaveSigned() {
    SigningKey other = SigningKey.generate().signingKey();
    PlanFile mixed = file(9, Entry.of(OP, other), entry(OP.done()));

    assertThatThrownBy(() -> PlanFile.verify(mixed.toBytes(), FixedKeys.VERIFYING))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("record of topic show: signature is wrong");
  }

  @Test
  void shouldHoldNoSeeds() {
    SignedControl seeds =
        SignedControl.sign(
            FixedKeys.SIGNING, SampleRecords.KEY, 3, ControlCodec.of(SampleRecords.SEEDS));

    assertThatThrownBy(() -> Entry.of(seeds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("brings seeds");
  }

  @Test
  void shouldHoldNothingThatAnotherPersonHasToSay() {
    OpRecord publish =
        new OpRecord(
            SHOW,
            7,
            OP.atMillis(),
            OP.author(),
            false,
            new OpRecord.PublishSecrets(),
            OP.lastControls());

    assertThatThrownBy(() -> file(9, entry(OP), entry(SampleRecords.ENVELOPE), entry(OP.done())))
        .hasMessage("record spring-gala-2027/envelope: expected one of a plan or a mode");
    assertThatThrownBy(() -> file(9, entry(SampleRecords.ENVELOPE), entry(OP.done())))
        .hasMessage("record spring-gala-2027/envelope: expected one of a plan or a mode");
    assertThatThrownBy(() -> file(9, entry(OP), entry(SampleRecords.APPROVAL), entry(OP.done())))
        .hasMessageStartingWith("record of show : expected those of");
    assertThatThrownBy(() -> file(9, entry(publish), entry(publish.done())))
        .hasMessage("record spring-gala-2027/op/7: expected one of a plan or a mode");
    assertThat(file(9, entry(publish.done())).operations())
        .as("completes what stands in the log")
        .hasSize(1);
  }

  @Test
  void shouldHoldWholeOperationsOfOneShowInTheirOrder() {
    assertThatThrownBy(() -> file(9, entry(OP)))
        .hasMessageStartingWith("no operation, or one that is not done");
    assertThatThrownBy(() -> file(9)).hasMessageStartingWith("no operation");
    assertThatThrownBy(() -> file(9, entry(OP.done()), entry(numbered(9).done())))
        .hasMessageStartingWith("operation 9 after 7");
    assertThatThrownBy(() -> file(9, entry(OP), entry(numbered(8).done())))
        .hasMessageStartingWith("operation 8 is mixed");
    assertThatThrownBy(() -> file(6, entry(OP.done())))
        .hasMessageStartingWith("file 6 ends with operation 7");
    assertThatThrownBy(() -> file(9, entry(new ModeRecord("parade", 1, ModeRecord.Mode.CALM, ""))))
        .hasMessageStartingWith("record of show parade");
    assertThat(
            file(9, entry(OP.done()), entry(numbered(8)), entry(numbered(8).done())).operations())
        .hasSize(2);
  }

  @Test
  void shouldRefuseASnapshotOfWhichSomethingWasChanged() {
    byte[] sound = SampleRecords.SNAPSHOT.sign(FixedKeys.SIGNING);
    byte[] otherTime = sound.clone();
    otherTime[6] ^= (byte) 1;

    assertThatThrownBy(() -> ShowSnapshot.verify(otherTime, FixedKeys.VERIFYING))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("snapshot: signature is wrong");
  }

  @Test
  void shouldRefuseAFileThatIsTooLong() {
    assertThatThrownBy(() -> PlanFile.verify(new byte[PlanFile.MAX_BYTES + 1], FixedKeys.VERIFYING))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage("plan file of 8,388,609 bytes: expected at most 8,388,608");
  }
}
