package io.hongbao.payment.wallet.store;

import java.util.List;

/**
 * An account's balance and a page of its entries, newest first.
 *
 * @param blocked whether transfers to it are refused
 * @param next the id to ask for the following page with, 0 if there is none
 */
public record Statement(
    String account, boolean blocked, long balanceFen, List<Entry> entries, long next) {

  /**
   * A row of the double entry.
   *
   * @param amountFen above 0 for what came in, below for what went out
   */
  public record Entry(long id, String key, long amountFen, long bookedAtMillis) {}

  public Statement {
    entries = List.copyOf(entries);
  }
}
