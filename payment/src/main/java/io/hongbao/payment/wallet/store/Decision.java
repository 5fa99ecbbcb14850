package io.hongbao.payment.wallet.store;

/**
 * What a caller is told of a transfer.
 *
 * @param isRepeat whether the key had been decided before
 */
public record Decision(DecidedTransfer transfer, boolean isRepeat) {}
