package io.hongbao.jobs.risk;

import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/** The bytes of an event, on its way and while it waits for the end of its evaluation second. */
final class RiskEventCodec {

  private static final int VERSION = 1;

  private RiskEventCodec() {}

  static byte[] encode(RiskEvent event) {
    return new RecordWriter(128)
        .writeByte(VERSION)
        .writeNumber(event.atMillis())
        .writeNumber(event.stampMillis())
        .writeText(event.user())
        .writeText(event.device())
        .writeText(event.address())
        .writeText(event.turn())
        .writeNumber(event.requests())
        .writeText(event.packetId())
        .writeNumber(event.amountFen())
        .toBytes();
  }

  static RiskEvent decode(byte[] bytes) {
    RecordReader reader = new RecordReader(bytes).expectVersion("event", VERSION);
    RiskEvent event =
        new RiskEvent(
            reader.readNumber(),
            reader.readNumber(),
            reader.readText(),
            reader.readText(),
            reader.readText(),
            reader.readText(),
            reader.readInt(),
            reader.readText(),
            reader.readNumber());
    reader.expectEnd();
    return event;
  }
}
