package io.hongbao.wire.records;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A phone policy, in the topic {@code show} under the key {@code policy/VERSION}: each version has
 * a key of its own, so that compaction keeps the newest, whatever is appended after it. It holds
 * for every show of the log.
 *
 * @param version 1 or more; of two the larger counts
 * @param document what phones are given, to the byte: JSON that ends with a signature of its own, 1
 *     to {@link #MAX_DOCUMENT_BYTES} bytes in UTF-8
 */
public record PolicyRecord(int version, String document) implements ShowRecord {

  /** A policy and its signature. */
  public static final int MAX_DOCUMENT_BYTES = 17 * 1024;

  private static final int VERSION = 1;

  public PolicyRecord {
    Objects.requireNonNull(document, "document");
    if (version < 1) {
      throw new IllegalArgumentException("policy " + version + ": expected 1 or more");
    }
    int bytes = document.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_DOCUMENT_BYTES) {
      throw new IllegalArgumentException(
          "policy " + version + ": " + bytes + " bytes, expected 1 to " + MAX_DOCUMENT_BYTES);
    }
  }

  /** Empty: it is about all shows. */
  @Override
  public String show() {
    return "";
  }

  @Override
  public String key() {
    return "policy/" + version;
  }

  @Override
  public byte[] encode() {
    return new RecordWriter(document.length() + 32)
        .writeByte(VERSION)
        .writeByte(RecordKind.POLICY)
        .writeNumber(version)
        .writeText(document)
        .toBytes();
  }

  /**
   * Reads a policy; what its document says is not looked at.
   *
   * @throws MalformedRecordException if it is something else
   */
  public static PolicyRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value).expect("policy", VERSION, RecordKind.POLICY);
    try {
      PolicyRecord record = new PolicyRecord(reader.readInt(), reader.readText());
      reader.expectEnd();
      return record;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("policy: " + e.getMessage(), e);
    }
  }
}
