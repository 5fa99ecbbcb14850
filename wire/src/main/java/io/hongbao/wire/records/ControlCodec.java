package io.hongbao.wire.records;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.ShowEnd;
import io.hongbao.wire.keys.SealingKey;
import java.util.ArrayList;
import java.util.List;

/** The signed content of a control record: what it says, as bytes. */
public final class ControlCodec {

  private static final int TERMS = 1;
  private static final int SEED_BATCH = 2;
  private static final int SHOW_END = 3;

  private ControlCodec() {}

  public static byte[] of(SealedTerms terms) {
    RecordWriter writer = new RecordWriter(1024).writeByte(TERMS);
    terms.write(writer);
    return writer.toBytes();
  }

  public static byte[] of(SeedBatch batch) {
    RecordWriter writer =
        new RecordWriter(64 + 8 * batch.seeds().size())
            .writeByte(SEED_BATCH)
            .writeText(batch.waveId())
            .writeText(batch.enterpriseId())
            .writeNumber(batch.countsFromMillis())
            .writeNumber(batch.seeds().size());
    long before = 0;
    for (Seed seed : batch.seeds()) {
      writer.writeNumber(seed.amountFen()).writeNumber(seed.releaseOffsetMillis() - before);
      before = seed.releaseOffsetMillis();
    }
    return writer.toBytes();
  }

  public static byte[] ofShowEnd() {
    return new byte[] {SHOW_END};
  }

  /**
   * Reads a content and opens what is sealed in it.
   *
   * @throws MalformedRecordException if it is damaged, or breaks a rule of the domain
   */
  public static Control decode(byte[] content, SealingKey sealingKey) {
    RecordReader reader = new RecordReader(content);
    int type = reader.readByte();
    try {
      Control control =
          switch (type) {
            case TERMS -> SealedTerms.read(reader).open(sealingKey);
            case SEED_BATCH -> readSeedBatch(reader);
            case SHOW_END -> new ShowEnd();
            default -> throw new MalformedRecordException("unknown control type " + type);
          };
      reader.expectEnd();
      return control;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new MalformedRecordException("control: " + e.getMessage(), e);
    }
  }

  private static SeedBatch readSeedBatch(RecordReader reader) {
    String waveId = reader.readText();
    String enterpriseId = reader.readText();
    long countsFromMillis = reader.readNumber();
    List<Seed> seeds = new ArrayList<>();
    long offsetMillis = 0;
    for (int left = WaveFields.readCount(reader, SeedBatch.MAX_SEEDS); left > 0; left--) {
      long amountFen = reader.readNumber();
      offsetMillis = Math.addExact(offsetMillis, reader.readNumber());
      seeds.add(new Seed(amountFen, offsetMillis));
    }
    return new SeedBatch(waveId, enterpriseId, countsFromMillis, seeds);
  }
}
