package io.hongbao.wire.records;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.hongbao.wire.fixtures.FixedKeys;
import io.hongbao.wire.fixtures.MoneySampleRecords;
import io.hongbao.wire.fixtures.SampleRecords;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a record, a reader says so and nothing else happens. */
class DamagedBytesTest {

  /** Far above what any of these records needs, far below what a wrong length could ask for. */
  private static final long MAX_ALLOCATED_BYTES = 1 << 20;

  private static final byte[] KEY = SampleRecords.KEY.encode();

  /** Ends of ranges, a digit, and what makes a decimal huge. */
  private static final int[] VALUES = {0, 1, 6, 0x7f, 0x80, 0xfe, 0xff, '9', 'E', '-', '.'};

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Readers, by the name of a sound record. */
  private static final Map<String, Consumer<byte[]>> READERS =
      Map.ofEntries(
          Map.entry("bucket-key", BucketKey::decode),
          Map.entry("shake", bytes -> ShakesRecord.decode(KEY, bytes)),
          Map.entry("tick", bytes -> ShakesRecord.decode(null, bytes)),
          Map.entry("won", WonRecord::decode),
          Map.entry("won-of-shadow", WonRecord::decode),
          Map.entry("verdict", VerdictRecord::decode),
          Map.entry("dead-letter", DeadLetter::decode),
          Map.entry("plan-active", PlanRecord::decode),
          Map.entry("plan-of-seed-files", PlanRecord::decode),
          Map.entry("plan-activating", PlanRecord::decode),
          Map.entry("plan-of-channels", PlanRecord::decode),
          Map.entry("plan-of-channels-activating", PlanRecord::decode),
          Map.entry("plan-of-shadow", PlanRecord::decode),
          Map.entry("outcome-packet", OutcomeCodec::decode),
          Map.entry("outcome-greeting", OutcomeCodec::decode),
          Map.entry("outcome-miss", OutcomeCodec::decode),
          Map.entry("op-stage", OpRecord::decode),
          Map.entry("op-append-plan", OpRecord::decode),
          Map.entry("op-activate", OpRecord::decode),
          Map.entry("op-tell", OpRecord::decode),
          Map.entry("op-set-mode", OpRecord::decode),
          Map.entry("op-approve", OpRecord::decode),
          Map.entry("op-forget", OpRecord::decode),
          Map.entry("op-publish-secrets", OpRecord::decode),
          Map.entry("mode", ModeRecord::decode),
          Map.entry("secrets", SecretsRecord::decode),
          Map.entry("ack", AckRecord::decode),
          Map.entry("ack-without-delay", AckRecord::decode),
          Map.entry("envelope", EnvelopeRecord::decode),
          Map.entry("approval", ApprovalRecord::decode),
          Map.entry("policy", PolicyRecord::decode),
          Map.entry("signed-policy", ShowRecord::decode),
          Map.entry("signed-op", ShowRecord::decode),
          Map.entry("signed-plan", ShowRecord::decode),
          Map.entry("signed-envelope", ShowRecord::decode),
          Map.entry("signed-approval", ShowRecord::decode),
          Map.entry("plan-file", bytes -> PlanFile.verify(bytes, FixedKeys.VERIFYING)),
          Map.entry("show-snapshot", bytes -> ShowSnapshot.verify(bytes, FixedKeys.VERIFYING)),
          Map.entry("content-terms", DamagedBytesTest::readControl),
          Map.entry("content-seeds", DamagedBytesTest::readControl),
          Map.entry("content-terms-with-beacon", DamagedBytesTest::readControl),
          Map.entry("content-terms-of-shadow", DamagedBytesTest::readControl),
          Map.entry("content-seeds-of-plan", DamagedBytesTest::readControl),
          Map.entry("content-activate", DamagedBytesTest::readControl),
          Map.entry("content-pause", DamagedBytesTest::readControl),
          Map.entry("content-carry", DamagedBytesTest::readControl),
          Map.entry("content-beacon", DamagedBytesTest::readControl),
          Map.entry("content-end", DamagedBytesTest::readControl),
          Map.entry("control-seeds", bytes -> ShakesRecord.decode(KEY, bytes)),
          Map.entry("content-seeds-of-shares", DamagedBytesTest::readControl),
          Map.entry("content-terms-of-claiming", DamagedBytesTest::readControl),
          Map.entry("plan-of-claiming", PlanRecord::decode),
          Map.entry("won-to-claim", WonRecord::decode),
          Map.entry("won-of-shadow-to-claim", MoneyCodec::decode),
          Map.entry("claim", MoneyCodec::decode),
          Map.entry("share", MoneyCodec::decode),
          Map.entry("hold", MoneyCodec::decode),
          Map.entry("approve", MoneyCodec::decode),
          Map.entry("refuse", MoneyCodec::decode),
          Map.entry("expire", MoneyCodec::decode),
          Map.entry("due", MoneyCodec::decode),
          Map.entry("paid", MoneyCodec::decode),
          Map.entry("pay-failed", MoneyCodec::decode),
          Map.entry("funded", MoneyCodec::decode),
          Map.entry("unissued", MoneyCodec::decode),
          Map.entry("ledger-entry", LedgerCodec::decodeEntry),
          Map.entry("ledger-entry-of-batch", LedgerCodec::decodeEntry),
          Map.entry("payout", LedgerCodec::decodeInstruction),
          Map.entry("state-waiting", DamagedBytesTest::readPacketState),
          Map.entry("state-of-packet", DamagedBytesTest::readPacketState),
          Map.entry("state-of-shadow", DamagedBytesTest::readPacketState),
          Map.entry(
              "state-of-batch",
              bytes -> MoneyStateCodec.decodeBatch(MoneySampleRecords.BATCH, bytes)));

  private static void readControl(byte[] content) {
    ControlCodec.decode(content, FixedKeys.SEALING);
  }

  private static void readPacketState(byte[] bytes) {
    MoneyStateCodec.decodePacket(MoneySampleRecords.PACKET, bytes);
  }

  static Iterable<String> names() {
    return READERS.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldRefuseEveryRecordThatIsCutOff(String name) {
    byte[] sound = GoldenRecords.bytes(name);
    for (int length = 0; length < sound.length; length++) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThatThrownBy(() -> READERS.get(name).accept(cut))
          .as("%s cut to %s bytes", name, length)
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldRefuseBytesBehindTheEnd(String name) {
    byte[] sound = GoldenRecords.bytes(name);
    byte[] longer = Arrays.copyOf(sound, sound.length + 1);
    assertThatThrownBy(() -> READERS.get(name).accept(longer))
        .isInstanceOf(MalformedRecordException.class);
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldReadOrRefuseWhateverStandsInOneByte(String name) {
    byte[] sound = GoldenRecords.bytes(name);
    for (int position = 0; position < sound.length; position++) {
      byte[] damaged = sound.clone();
      for (int value : VALUES) {
        damaged[position] = (byte) value;
        readOrRefuse(name, damaged);
      }
      for (int bit = 1; bit < 256; bit <<= 1) {
        damaged[position] = (byte) (sound[position] ^ bit);
        readOrRefuse(name, damaged);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldReadOrRefuseWhateverStandsInSeveralBytes(String name) {
    Random random = new Random(6);
    byte[] sound = GoldenRecords.bytes(name);
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = Arrays.copyOf(sound, Math.max(1, sound.length - random.nextInt(3)));
      for (int left = 1 + random.nextInt(5); left > 0; left--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      readOrRefuse(name, damaged);
    }
  }

  @Test
  void shouldReadOrRefuseNoise() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      if (noise.length > 1) {
        noise[0] = 1;
        noise[1] = (byte) random.nextInt(RecordKind.PAYOUT + 1);
      }
      READERS.keySet().forEach(name -> readOrRefuse(name, noise));
    }
  }

  @Test
  void shouldRefuseLengthsAndCountsThatAreNotThere() {
    byte[] hugeText = new RecordWriter(16).writeNumber(Long.MAX_VALUE).toBytes();
    assertThatThrownBy(() -> new RecordReader(hugeText).readText())
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("length 9223372036854775807");
    byte[] longNumber = new byte[20];
    Arrays.fill(longNumber, (byte) 0xff);
    assertThatThrownBy(() -> new RecordReader(longNumber).readNumber())
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("longer than 63 bits");
    byte[] largeInt = new RecordWriter(16).writeNumber(1L << 31).toBytes();
    assertThatThrownBy(() -> new RecordReader(largeInt).readInt())
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("2147483648");
    byte[] manySeeds =
        new RecordWriter(16)
            .writeByte(2)
            .writeText("first")
            .writeText("cola")
            .writeNumber(0)
            .writeNumber(10_001)
            .toBytes();
    assertThatThrownBy(() -> ControlCodec.decode(manySeeds, FixedKeys.SEALING))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("count 10001");
  }

  @Test
  void shouldRefuseOddsThatWouldFillTheMemory() {
    for (String odds : List.of("1E+2147483647", "1000E+2147483646", "1E-2147483647", "-1E+9999")) {
      byte[] text = new RecordWriter(16).writeText(odds).toBytes();
      assertThatThrownBy(() -> WaveFields.readOdds(new RecordReader(text)))
          .as(odds)
          .isInstanceOf(IllegalArgumentException.class);
    }
    byte[] digits = new RecordWriter(16).writeText("0." + "1".repeat(100_000)).toBytes();
    assertThatThrownBy(() -> WaveFields.readDecimal(new RecordReader(digits)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("decimal of 100002 characters");
  }

  @Test
  void shouldRefuseVersionsAndKindsItDoesNotKnow() {
    byte[] newer = GoldenRecords.bytes("shake");
    newer[0] = 2;
    assertThatThrownBy(() -> ShakesRecord.decode(KEY, newer))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("shake: format version 2, expected 1");
    byte[] won = GoldenRecords.bytes("won");
    assertThatThrownBy(() -> ShakesRecord.decode(KEY, won))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("unknown kind 4");
    byte[] tick = GoldenRecords.bytes("tick");
    assertThatThrownBy(() -> WonRecord.decode(tick))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("won: kind 2, expected 4");
  }

  @Test
  void shouldRefuseARecordWithoutKeyOrValue() {
    assertThatThrownBy(() -> ShakesRecord.decode(KEY, null))
        .isInstanceOf(MalformedRecordException.class);
    assertThatThrownBy(() -> ShakesRecord.decode(null, GoldenRecords.bytes("shake")))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("no key");
  }

  /** Reads bytes that may be damaged: nothing but a refusal, and no memory for nothing. */
  private static void readOrRefuse(String name, byte[] bytes) {
    long allocated = allocatedBytes(name, bytes);
    if (allocated > MAX_ALLOCATED_BYTES) {
      // Once more, without the classes that were loaded for it.
      allocated = allocatedBytes(name, bytes);
    }
    if (allocated > MAX_ALLOCATED_BYTES) {
      throw new AssertionError(
          name + " took " + allocated + " bytes for " + Arrays.toString(bytes));
    }
  }

  private static long allocatedBytes(String name, byte[] bytes) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    try {
      READERS.get(name).accept(bytes);
    } catch (MalformedRecordException e) {
      if (e.getMessage().contains("null")) {
        throw new AssertionError("a message without a reason", e);
      }
    }
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
