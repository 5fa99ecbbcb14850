package io.hongbao.payment.wallet.store;

import java.util.regex.Pattern;

/**
 * What a caller asks to be paid.
 *
 * @param key the idempotency key, 1 to 200 printable ASCII characters without spaces
 * @param payer the account that gives; it may go below zero, as the wallet holds no money of its
 *     own
 * @param payee the account that gets, another one
 * @param amountFen from 1 to {@value #MAX_AMOUNT_FEN}
 */
public record Transfer(String key, String payer, String payee, long amountFen) {

  public static final int MAX_NAME_LENGTH = 200;

  /** A hundred million yuan, so that sums of a billion transfers stay within 64 bits. */
  public static final long MAX_AMOUNT_FEN = 10_000_000_000L;

  private static final Pattern KEY = Pattern.compile("[!-~]{1," + MAX_NAME_LENGTH + "}");

  public Transfer {
    requireKey(key);
    requireAccount("payer", payer);
    requireAccount("payee", payee);
    if (payer.equals(payee)) {
      throw new IllegalArgumentException(
          "payee is " + payee + ", the payer itself: expected another account");
    }
    if (amountFen < 1 || amountFen > MAX_AMOUNT_FEN) {
      throw new IllegalArgumentException(
          "amountFen is " + amountFen + ", expected 1 to " + MAX_AMOUNT_FEN);
    }
  }

  /**
   * Checks an idempotency key.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  public static String requireKey(String key) {
    if (key == null || !KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "the idempotency key is not 1 to "
              + MAX_NAME_LENGTH
              + " printable ASCII characters without spaces");
    }
    return key;
  }

  /**
   * Checks an account's name.
   *
   * @throws IllegalArgumentException naming the field and what is expected
   */
  public static String requireAccount(String field, String account) {
    if (account == null
        || account.isBlank()
        || account.length() > MAX_NAME_LENGTH
        || account.codePoints().anyMatch(Transfer::isUnstorable)) {
      throw new IllegalArgumentException(
          field + " is not 1 to " + MAX_NAME_LENGTH + " characters without control characters");
    }
    return account;
  }

  /** Half of a surrogate pair has no UTF-8, and PostgreSQL takes no NUL. */
  private static boolean isUnstorable(int codePoint) {
    return Character.isISOControl(codePoint)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }
}
