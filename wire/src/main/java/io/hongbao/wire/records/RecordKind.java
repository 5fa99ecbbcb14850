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
  static final int CLAIM = 17;
  static final int SHARE = 18;
  static final int HOLD = 19;
  static final int APPROVE = 20;
  static final int REFUSE = 21;
  static final int EXPIRE = 22;
  static final int DUE = 23;
  static final int PAID = 24;
  static final int PAY_FAILED = 25;
  static final int FUNDED = 26;
  static final int UNISSUED = 27;
  static final int LEDGER_ENTRY = 28;
  static final int PAYOUT = 29;
  static final int POLICY = 30;

  private RecordKind() {}
}
