package io.hongbao.cache;

import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.nio.charset.StandardCharsets;

/** A held packet as one field of its user's hash: the id is the field, the rest the value. */
final class PacketBytes {

  private static final int VERSION = 1;

  private PacketBytes() {}

  static byte[] field(HeldPacket packet) {
    return packet.packetId().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] value(HeldPacket packet) {
    return new RecordWriter(64)
        .writeByte(VERSION)
        .writeText(packet.waveId())
        .writeText(packet.enterpriseId())
        .writeNumber(packet.amountFen())
        .toBytes();
  }

  /**
   * Reads a packet.
   *
   * @throws MalformedRecordException if the value is none
   */
  static HeldPacket read(byte[] field, byte[] value) {
    RecordReader reader = new RecordReader(value);
    int version = reader.readByte();
    if (version != VERSION) {
      throw new MalformedRecordException(
          "held packet: format version " + version + ", expected " + VERSION);
    }
    HeldPacket packet =
        new HeldPacket(
            new String(field, StandardCharsets.UTF_8),
            reader.readText(),
            reader.readText(),
            reader.readNumber());
    reader.expectEnd();
    return packet;
  }
}
