package io.hongbao.edge.answer;

import io.hongbao.cache.HeldPacket;
import io.hongbao.cache.PacketStanding;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.ShareState;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.edge.json.JsonStrings;
import io.hongbao.edge.show.PrerenderedPlan;
import io.hongbao.tickets.ClaimTokens;
import java.util.List;
import java.util.Optional;

/** Writes what the users of packets see of them. What is marked to be held is not told. */
public final class PacketJson {

  private static final String UNCLAIMED = "UNCLAIMED";

  private PacketJson() {}

  /** What the holder of a share hears of it; nobody else tells of UNCLAIMED. */
  public static String stateOf(Phase phase) {
    return switch (phase) {
      case OPEN, MARKED -> UNCLAIMED;
      case CLAIMED, INSTRUCTED -> "CLAIMED";
      case HELD -> "HELD";
      case PAID -> "PAID";
      case EXPIRED -> "EXPIRED";
      case RETURNED -> "RETURNED";
    };
  }

  /**
   * Where a user's share of a packet stands: the winner's with the links for friends.
   *
   * @param state of a packet that was won
   * @param share of the user
   * @param show of the packet
   */
  public static String standing(PacketState state, int share, String show, ClaimTokens tokens) {
    Won won = state.won().orElseThrow();
    StringBuilder json = new StringBuilder(128).append("{\"packetId\":");
    JsonStrings.append(json, won.packetId());
    if (share > 0) {
      json.append(",\"share\":").append(share);
    }
    json.append(",\"state\":\"")
        .append(stateOf(state.shares().get(share).phase()))
        .append("\",\"amountFen\":")
        .append(won.sharesFen().get(share));
    if (share == 0) {
      appendShares(json, state, show, tokens);
    }
    return json.append('}').toString();
  }

  /** A packet of which no record but its win is known to be decided. */
  public static String unclaimed(String packetId, long amountFen) {
    StringBuilder json = new StringBuilder(96).append("{\"packetId\":");
    return JsonStrings.append(json, packetId)
        .append(",\"state\":\"UNCLAIMED\",\"amountFen\":")
        .append(amountFen)
        .append('}')
        .toString();
  }

  /** A claim that the log has, and that is not decided yet. */
  public static String pending(String packetId) {
    StringBuilder json = new StringBuilder(64).append("{\"packetId\":");
    return JsonStrings.append(json, packetId).append('}').toString();
  }

  /**
   * What a user holds.
   *
   * @param standings in the order of the packets; empty for one of which no record is decided yet
   * @param user who holds them
   * @param texts of the show's plan
   * @param tokens empty if the show's packets cannot be claimed
   */
  public static String packets(
      List<HeldPacket> packets,
      List<Optional<PacketStanding>> standings,
      String show,
      String user,
      PrerenderedPlan texts,
      Optional<ClaimTokens> tokens) {
    StringBuilder json = new StringBuilder(32 + 192 * packets.size()).append("{\"packets\":[");
    for (int i = 0; i < packets.size(); i++) {
      HeldPacket packet = packets.get(i);
      Optional<PacketState> state =
          standings.get(i).map(PacketStanding::state).filter(known -> known.won().isPresent());
      Phase phase = state.map(known -> known.winnersShare().phase()).orElse(Phase.OPEN);
      json.append(i == 0 ? "" : ",").append("{\"packetId\":");
      JsonStrings.append(json, packet.packetId()).append(",\"wave\":");
      JsonStrings.append(json, packet.waveId()).append(",\"enterprise\":");
      JsonStrings.append(json, packet.enterpriseId())
          .append(",\"amountFen\":")
          .append(packet.amountFen())
          .append(",\"state\":\"")
          .append(stateOf(phase))
          .append('"');
      if (tokens.isPresent()) {
        appendToken(json, tokens.get().ofPacket(show, packet.packetId(), user, packet.amountFen()));
        state.ifPresent(known -> appendShares(json, known, show, tokens.get()));
      }
      json.append(texts.shadowMark()).append('}');
    }
    return json.append("]}").toString();
  }

  /** What friends can take, once they can, and what has become of it. */
  private static void appendShares(
      StringBuilder json, PacketState state, String show, ClaimTokens tokens) {
    if (!state.areSharesOpen()) {
      return;
    }
    Won won = state.won().orElseThrow();
    String separator = ",\"shares\":[";
    for (int share = 1; share < state.shares().size(); share++) {
      ShareState standing = state.shares().get(share);
      json.append(separator)
          .append("{\"share\":")
          .append(share)
          .append(",\"amountFen\":")
          .append(won.sharesFen().get(share))
          .append(",\"state\":\"")
          .append(stateOf(standing.phase()))
          .append('"');
      if (standing.phase().isUntaken()) {
        appendToken(json, tokens.ofShare(show, won.packetId(), share));
      }
      json.append('}');
      separator = ",";
    }
    json.append(']');
  }

  /**
   * Appends the member {@code token}.
   *
   * @param token base64url; null for none
   */
  static void appendToken(StringBuilder json, String token) {
    if (token != null) {
      json.append(",\"token\":\"").append(token).append('"');
    }
  }
}
