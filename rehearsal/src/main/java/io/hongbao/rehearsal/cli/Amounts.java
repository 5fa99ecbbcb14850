package io.hongbao.rehearsal.cli;

import java.math.BigDecimal;

/** Money as people read it. */
final class Amounts {

  private Amounts() {}

  /** Fen as yuan with two decimals. */
  static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }
}
