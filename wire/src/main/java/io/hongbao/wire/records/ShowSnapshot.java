package io.hongbao.wire.records;

import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What operators knew of the topic {@code show} when they last reached Kafka, kept in a file of
 * theirs, and the plan files that they made since.
 *
 * @param atMillis when Kafka was read, epoch milliseconds
 * @param partitions of {@code shakes}
 * @param lastFileNumber the highest number of a plan file that was made here, now or before; 0 if
 *     none was
 * @param records of {@code show} that count
 * @param files the newest of each show
 */
public record ShowSnapshot(
    long atMillis,
    int partitions,
    long lastFileNumber,
    List<ShowRecord> records,
    List<PlanFile> files) {

  private static final int VERSION = 1;
  private static final int MAX_RECORDS = 1_000_000;
  private static final int MAX_FILES = 256;
  private static final byte[] PURPOSE =
      "hongbao-show-snapshot-1".getBytes(StandardCharsets.US_ASCII);

  public ShowSnapshot {
    records = List.copyOf(records);
    files = List.copyOf(files);
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions " + partitions + ": expected at least 1");
    }
    if (files.size() > MAX_FILES) {
      throw new IllegalArgumentException(files.size() + " files: expected at most " + MAX_FILES);
    }
  }

  /** The newest file of a show, if one was made. */
  public Optional<PlanFile> file(String show) {
    return files.stream().filter(file -> file.show().equals(show)).findFirst();
  }

  /** The same with the newest file of a show. */
  public ShowSnapshot with(PlanFile file) {
    List<PlanFile> newest = new ArrayList<>(files);
    newest.removeIf(before -> before.show().equals(file.show()));
    newest.add(file);
    long highest = Math.max(lastFileNumber, file.number());
    return new ShowSnapshot(atMillis, partitions, highest, records, newest);
  }

  /** The snapshot as a file, signed as a whole: nothing of it can be left out. */
  public byte[] sign(SigningKey signingKey) {
    RecordWriter content =
        new RecordWriter(64 * 1024)
            .writeNumber(atMillis)
            .writeNumber(partitions)
            .writeNumber(lastFileNumber)
            .writeNumber(records.size());
    records.forEach(record -> content.writeBytes(record.encode()));
    content.writeNumber(files.size());
    files.forEach(file -> content.writeBytes(file.toBytes()));
    byte[] signed = content.toBytes();
    return new RecordWriter(signed.length + 96)
        .writeByte(VERSION)
        .writeByte(RecordKind.SHOW_SNAPSHOT)
        .writeBytes(signed)
        .writeBytes(signingKey.sign(message(signed)))
        .toBytes();
  }

  private static byte[] message(byte[] content) {
    return new RecordWriter(content.length + 32).writeBytes(PURPOSE).writeBytes(content).toBytes();
  }

  /**
   * Reads a snapshot whose signature is right.
   *
   * @throws MalformedRecordException if it is none
   */
  public static ShowSnapshot verify(byte[] bytes, VerifyingKey verifyingKey) {
    RecordReader outer =
        new RecordReader(bytes).expect("snapshot", VERSION, RecordKind.SHOW_SNAPSHOT);
    byte[] content = outer.readBytes();
    byte[] signature = outer.readBytes();
    outer.expectEnd();
    if (!verifyingKey.verify(message(content), signature)) {
      throw new MalformedRecordException("snapshot: signature is wrong");
    }
    RecordReader reader = new RecordReader(content);
    try {
      long atMillis = reader.readNumber();
      int partitions = reader.readInt();
      long lastFileNumber = reader.readNumber();
      List<ShowRecord> records = new ArrayList<>();
      for (int left = WaveFields.readCount(reader, MAX_RECORDS); left > 0; left--) {
        records.add(SignedShowRecord.decodeContent(reader.readBytes()));
      }
      List<PlanFile> files = new ArrayList<>();
      for (int left = WaveFields.readCount(reader, MAX_FILES); left > 0; left--) {
        files.add(PlanFile.verify(reader.readBytes(), verifyingKey));
      }
      reader.expectEnd();
      return new ShowSnapshot(atMillis, partitions, lastFileNumber, records, files);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("snapshot: " + e.getMessage(), e);
    }
  }
}
