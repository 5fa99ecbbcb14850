package io.hongbao.wire.records;

/** The second byte of every value. Numbers are never used again. */
final class RecordKind {

  static final int SHAKE = 1;
  static final int TICK = 2;
  static final int CONTROL = 3;
  static final int WON = 4;
  static final int PLAN = 5;
  static final int VERDICT = 6;
  static final int DEAD_LETTER = 7;
  static final int SIGNED_SHOW_RECORD = 8;
  static final int OP = 9;
  static final int MODE = 10;
  static final int SECRETS = 11;
  static final int ACK = 12;
  static final int ENVELOPE = 13;
  static final int APPROVAL = 14;
  static final int PLAN_FILE = 15;
  static final int SHOW_SNAPSHOT = 16;

  private RecordKind() {}
}
