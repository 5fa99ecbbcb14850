package io.hongbao.domain.money.simulation;

import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketRecord;

/**
 * A record of the simulated topic and what the first instance made of it.
 *
 * @param atMillis when the log took it
 */
record LoggedRecord(PacketRecord record, long atMillis, PacketDecision decision) {}
