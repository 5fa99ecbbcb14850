package io.hongbao.wire.records;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.WaveSecret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The secrets of a show that has ended, in the topic {@code show} under the key {@code
 * SHOW/secrets}. Its SHA-256 was published before the show; now anyone may draw again.
 *
 * @param secrets by wave, in the order of the waves
 */
public record SecretsRecord(String show, Map<String, WaveSecret> secrets) implements ShowRecord {

  private static final int VERSION = 1;
  private static final int MAX_WAVES = 10_000;

  public SecretsRecord {
    Names.requireId("show", show);
    secrets.keySet().forEach(wave -> Names.requireId("wave", wave));
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
  }

  @Override
  public String key() {
    return show + "/secrets";
  }

  @Override
  public byte[] encode() {
    RecordWriter writer =
        new RecordWriter(256)
            .writeByte(VERSION)
            .writeByte(RecordKind.SECRETS)
            .writeText(show)
            .writeNumber(secrets.size());
    secrets.forEach((wave, secret) -> writer.writeText(wave).writeBytes(secret.bytes()));
    return writer.toBytes();
  }

  /**
   * Reads the secrets.
   *
   * @throws MalformedRecordException if they are none
   */
  public static SecretsRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value).expect("secrets", VERSION, RecordKind.SECRETS);
    try {
      String show = reader.readText();
      Map<String, WaveSecret> secrets = new LinkedHashMap<>();
      for (int left = WaveFields.readCount(reader, MAX_WAVES); left > 0; left--) {
        secrets.put(reader.readText(), new WaveSecret(reader.readBytes()));
      }
      reader.expectEnd();
      return new SecretsRecord(show, secrets);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("secrets: " + e.getMessage(), e);
    }
  }
}
