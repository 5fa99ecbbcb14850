package io.hongbao.rules.signal;

import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/**
 * What the intake remembers of one user: the last turns and packets, where the user was last. Not
 * thread-safe.
 */
public final class IntakeState {

  /** How long after the last event it is needed: copies of records come within minutes. */
  public static final long KEPT_MILLIS = 60L * 60 * 1_000;

  /** A turn may be named for two turns more; packets are as good as always fewer. */
  static final int MAX_REMEMBERED = 16;

  private static final int VERSION = 2;

  private final RecentTurns turns = new RecentTurns(MAX_REMEMBERED);
  private final RecentHashes packets = new RecentHashes(MAX_REMEMBERED);
  private String device = "";
  private String address = "";
  private long lastBeatEndMillis;

  /**
   * Reads a state; other bytes may follow.
   *
   * @throws MalformedRecordException if the bytes are none
   */
  public static IntakeState read(RecordReader reader) {
    reader.expectVersion("intake", VERSION);
    IntakeState state = new IntakeState();
    state.lastBeatEndMillis = reader.readNumber() * EvaluationSecond.MILLIS;
    state.device = reader.readText();
    state.address = reader.readText();
    state.turns.read(reader);
    state.packets.read(reader);
    return state;
  }

  /** Writes the bytes for a state backend. */
  public void write(RecordWriter writer) {
    writer
        .writeByte(VERSION)
        .writeNumber(lastBeatEndMillis / EvaluationSecond.MILLIS)
        .writeText(device)
        .writeText(address);
    turns.write(writer);
    packets.write(writer);
  }

  /** Whether the turn is a new one, which it then is no more. */
  boolean takeTurn(String turn) {
    return turns.add(turn);
  }

  /** As {@link #takeTurn} of a packet. */
  boolean takePacket(String packetId) {
    return packets.add(SignalVector.hash(packetId));
  }

  void moveTo(String newDevice, String newAddress) {
    device = newDevice;
    address = newAddress;
  }

  /** When it may be cleared if nothing comes. */
  public long emptyAtMillis() {
    return lastBeatEndMillis + KEPT_MILLIS;
  }

  void lastBeatEndMillis(long secondEndMillis) {
    lastBeatEndMillis = secondEndMillis;
  }

  String device() {
    return device;
  }

  String address() {
    return address;
  }
}
