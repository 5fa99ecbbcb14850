package io.hongbao.cache;

/** A packet that a user holds. */
public record HeldPacket(String packetId, String waveId, String enterpriseId, long amountFen) {}
