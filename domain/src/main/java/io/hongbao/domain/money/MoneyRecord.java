package io.hongbao.domain.money;

/** A record of the topic {@code packets}: about one packet, or about a batch of seeds. */
public sealed interface MoneyRecord permits PacketRecord, BatchRecord {

  /** The id of the packet or of the batch, which is the record's key in the topic. */
  String key();
}
