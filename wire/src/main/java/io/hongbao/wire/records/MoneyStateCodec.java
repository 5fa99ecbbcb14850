package io.hongbao.wire.records;

import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchRecord.Unissued;
import io.hongbao.domain.money.BatchState;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.PacketState.WaitingClaim;
import io.hongbao.domain.money.SharePlanner;
import io.hongbao.domain.money.ShareState;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.risk.RiskLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes and reads the state of a packet or a batch. The id is left out: it is the key under which
 * the state is kept. A packet that is not split takes some 40 bytes.
 */
public final class MoneyStateCodec {

  private static final int VERSION = 1;

  private static final int FLAG_WON = 1;
  private static final int FLAG_SHADOW = 2;

  private static final int FLAG_FUNDED = 1;
  private static final int FLAG_UNISSUED = 2;

  private MoneyStateCodec() {}

  public static byte[] encode(PacketState state) {
    RecordWriter writer = new RecordWriter(64).writeByte(VERSION);
    if (state.won().isPresent()) {
      writeWon(writer, state, state.won().get());
    } else {
      writer.writeByte(0).writeNumber(state.waiting().size());
      for (WaitingClaim waiting : state.waiting()) {
        writer.writeText(waiting.user()).writeByte(waiting.riskLevel().code());
      }
    }
    return writer.toBytes();
  }

  private static void writeWon(RecordWriter writer, PacketState state, Won won) {
    writer
        .writeByte(FLAG_WON | (won.isShadow() ? FLAG_SHADOW : 0))
        .writeText(won.user())
        .writeText(won.enterpriseId())
        .writeNumber(won.claimUntilMillis());
    WaveFields.writeClaimTerms(writer, won.terms());
    writer.writeNumber(state.sharesUntilMillis()).writeNumber(won.shares());
    for (int i = 0; i < won.shares(); i++) {
      ShareState share = state.shares().get(i);
      writer
          .writeNumber(won.sharesFen().get(i))
          .writeByte(share.phase().code())
          .writeNumber(share.step());
      if (i > 0) {
        writer.writeText(share.friend());
      }
      if (share.phase() == Phase.CLAIMED) {
        writer.writeNumber(share.dueAtMillis());
      }
    }
  }

  /**
   * Reads the state of a packet.
   *
   * @throws MalformedRecordException if it is none
   */
  public static PacketState decodePacket(String packetId, byte[] value) {
    RecordReader reader = new RecordReader(value).expectVersion("state of a packet", VERSION);
    try {
      int flags = reader.readByte();
      PacketState state =
          switch (flags) {
            case 0 -> readWaiting(reader);
            case FLAG_WON -> readWon(reader, packetId, false);
            case FLAG_WON | FLAG_SHADOW -> readWon(reader, packetId, true);
            default -> throw new MalformedRecordException("state of a packet: flags " + flags);
          };
      reader.expectEnd();
      return state;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("state of a packet: " + e.getMessage(), e);
    }
  }

  private static PacketState readWaiting(RecordReader reader) {
    List<WaitingClaim> waiting = new ArrayList<>();
    for (int left = WaveFields.readCount(reader, PacketState.MAX_WAITING); left > 0; left--) {
      waiting.add(new WaitingClaim(reader.readText(), RiskLevel.ofCode(reader.readByte())));
    }
    return new PacketState(Optional.empty(), 0, List.of(), waiting);
  }

  private static PacketState readWon(RecordReader reader, String packetId, boolean isShadow) {
    String user = reader.readText();
    String enterpriseId = reader.readText();
    long claimUntilMillis = reader.readNumber();
    ClaimTerms terms = WaveFields.readClaimTerms(reader);
    long sharesUntilMillis = reader.readNumber();
    int count = WaveFields.readCount(reader, SharePlanner.MAX_SHARES);
    List<Long> sharesFen = new ArrayList<>();
    List<ShareState> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sharesFen.add(reader.readNumber());
      Phase phase = Phase.ofCode(reader.readByte());
      int step = reader.readInt();
      String friend = i > 0 ? reader.readText() : "";
      long dueAtMillis = phase == Phase.CLAIMED ? reader.readNumber() : 0;
      shares.add(new ShareState(phase, friend, step, dueAtMillis));
    }
    Won won = new Won(packetId, user, enterpriseId, sharesFen, claimUntilMillis, terms, isShadow);
    return new PacketState(Optional.of(won), sharesUntilMillis, shares, List.of());
  }

  public static byte[] encode(BatchState state) {
    RecordWriter writer =
        new RecordWriter(48)
            .writeByte(VERSION)
            .writeByte(
                (state.funded().isPresent() ? FLAG_FUNDED : 0)
                    | (state.unissued().isPresent() ? FLAG_UNISSUED : 0));
    state
        .funded()
        .ifPresent(
            funded ->
                writer
                    .writeText(funded.enterpriseId())
                    .writeNumber(funded.packets())
                    .writeNumber(funded.amountFen()));
    state
        .unissued()
        .ifPresent(
            unissued -> writer.writeNumber(unissued.packets()).writeNumber(unissued.amountFen()));
    return writer.toBytes();
  }

  /**
   * Reads the state of a batch.
   *
   * @throws MalformedRecordException if it is none
   */
  public static BatchState decodeBatch(String batchId, byte[] value) {
    RecordReader reader = new RecordReader(value).expectVersion("state of a batch", VERSION);
    try {
      int flags = reader.readByte();
      if ((flags & ~(FLAG_FUNDED | FLAG_UNISSUED)) != 0) {
        throw new MalformedRecordException("state of a batch: flags " + flags);
      }
      Optional<Funded> funded = Optional.empty();
      if ((flags & FLAG_FUNDED) != 0) {
        funded =
            Optional.of(
                new Funded(batchId, reader.readText(), reader.readInt(), reader.readNumber()));
      }
      Optional<Unissued> unissued = Optional.empty();
      if ((flags & FLAG_UNISSUED) != 0) {
        unissued = Optional.of(new Unissued(batchId, reader.readInt(), reader.readNumber()));
      }
      reader.expectEnd();
      return new BatchState(funded, unissued);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("state of a batch: " + e.getMessage(), e);
    }
  }
}
