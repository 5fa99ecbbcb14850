package io.hongbao.domain.money;

import io.hongbao.domain.Names;
import io.hongbao.domain.risk.RiskLevel;
import java.util.List;
import java.util.Objects;

/**
 * A record about one packet. A packet that is not split has one share, number 0, which is the
 * winner's; the shares from 1 on are for friends.
 */
public sealed interface PacketRecord extends MoneyRecord {

  String packetId();

  @Override
  default String key() {
    return packetId();
  }

  /**
   * The draw gave the packet to a user.
   *
   * @param sharesFen what each share is worth, the winner's first; one entry for a packet that is
   *     not split
   * @param claimUntilMillis the log's time before which the packet cannot expire
   * @param terms of the show when it was won
   * @param isShadow whether the show is a shadow show, whose packets nobody can claim
   */
  record Won(
      String packetId,
      String user,
      String enterpriseId,
      List<Long> sharesFen,
      long claimUntilMillis,
      ClaimTerms terms,
      boolean isShadow)
      implements PacketRecord {

    public Won {
      PacketIds.requirePacketId(packetId);
      Names.requireUser(user);
      Names.requireId("enterprise", enterpriseId);
      sharesFen = SharePlanner.requireShares(sharesFen);
      requireNotNegative("claimUntil", claimUntilMillis);
      Objects.requireNonNull(terms, "terms");
    }

    public int shares() {
      return sharesFen.size();
    }

    /** The worth of the packet, all its shares together. */
    public long amountFen() {
      long amountFen = 0;
      for (long fen : sharesFen) {
        amountFen += fen;
      }
      return amountFen;
    }

    /** The user who is paid for a share, which is the winner or the friend; empty if untaken. */
    String holder(int index, ShareState share) {
      return index == 0 ? user : share.friend();
    }

    /** The batch of seeds that the packet came from. */
    public String batchId() {
      return PacketIds.batchId(packetId);
    }
  }

  /**
   * The source of a claim, for people who look for fraud or answer complaints. The engine does not
   * look at it.
   *
   * @param edge who logged it
   * @param device of the ticket; empty if it named none
   * @param address the peer's; empty if unknown
   * @param stampMillis the edge's clock when the request came
   */
  record Origin(String edge, String device, String address, long stampMillis) {

    public Origin {
      requireText("edge", edge, Names.LONGEST_USER);
      requireText("device", device, Names.LONGEST_USER);
      requireText("address", address, Names.LONGEST_USER);
      requireNotNegative("stamp", stampMillis);
    }
  }

  /** The winner opens the packet. */
  record Claim(String packetId, String user, RiskLevel riskLevel, Origin origin)
      implements PacketRecord {

    public Claim {
      PacketIds.requirePacketId(packetId);
      Names.requireUser(user);
      Objects.requireNonNull(riskLevel, "riskLevel");
      Objects.requireNonNull(origin, "origin");
    }
  }

  /**
   * A friend takes a share.
   *
   * @param share 1 or more
   */
  record Share(String packetId, int share, String user, RiskLevel riskLevel, Origin origin)
      implements PacketRecord {

    public Share {
      PacketIds.requirePacketId(packetId);
      requireShare(share, 1);
      Names.requireUser(user);
      Objects.requireNonNull(riskLevel, "riskLevel");
      Objects.requireNonNull(origin, "origin");
    }
  }

  /**
   * The author of a decision and the reason for it, for people.
   *
   * @param by an operator, or the part of the system that wrote the record; 1 to 128 characters
   * @param why 0 to 500 characters
   */
  record Note(String by, String why) {

    private static final int LONGEST_WHY = 500;

    public Note {
      Names.requireUser(by);
      requireText("why", why, LONGEST_WHY);
    }
  }

  /** A share is not to be paid for the time being: claimed before its payout, or once claimed. */
  record Hold(String packetId, int share, Note note) implements PacketRecord {

    public Hold {
      PacketIds.requirePacketId(packetId);
      requireShare(share, 0);
      Objects.requireNonNull(note, "note");
    }
  }

  /**
   * A held share is to be paid. It begins a new step.
   *
   * @param step at which the share is held: a repeat that comes later decides nothing else
   */
  record Approve(String packetId, int share, int step, Note note) implements PacketRecord {

    public Approve {
      PacketIds.requirePacketId(packetId);
      requireShare(share, 0);
      requireNotNegative("step", step);
      Objects.requireNonNull(note, "note");
    }
  }

  /**
   * A held share goes back to the enterprise; if it is the winner's, with all shares that nobody
   * has taken.
   *
   * @param step at which the share is held
   */
  record Refuse(String packetId, int share, int step, Note note) implements PacketRecord {

    public Refuse {
      PacketIds.requirePacketId(packetId);
      requireShare(share, 0);
      requireNotNegative("step", step);
      Objects.requireNonNull(note, "note");
    }
  }

  /** What nobody has taken goes back, if its time is over by the log's clock. */
  record Expire(String packetId) implements PacketRecord {

    public Expire {
      PacketIds.requirePacketId(packetId);
    }
  }

  /** The grace of a share's claim is over, if it is by the log's clock. */
  record Due(String packetId, int share) implements PacketRecord {

    public Due {
      PacketIds.requirePacketId(packetId);
      requireShare(share, 0);
    }
  }

  /**
   * The payment system has paid.
   *
   * @param step of the instruction
   * @param reference of the payment system's, for people; 0 to 128 characters
   */
  record Paid(String packetId, int share, int step, String reference) implements PacketRecord {

    public Paid {
      PacketIds.requirePacketId(packetId);
      requireShare(share, 0);
      requireInstructed(step);
      requireText("reference", reference, Names.LONGEST_USER);
    }
  }

  /**
   * The payment system has durably refused the key of an instruction, so that it will never be
   * paid. A time-out is none of these.
   *
   * @param step of the instruction
   */
  record PayFailed(String packetId, int share, int step, Note note) implements PacketRecord {

    public PayFailed {
      PacketIds.requirePacketId(packetId);
      requireShare(share, 0);
      requireInstructed(step);
      Objects.requireNonNull(note, "note");
    }
  }

  private static void requireShare(int share, int least) {
    if (share < least || share >= SharePlanner.MAX_SHARES) {
      throw new IllegalArgumentException(
          "share " + share + ": expected " + least + " to " + (SharePlanner.MAX_SHARES - 1));
    }
  }

  private static void requireInstructed(int step) {
    if (step < 1) {
      throw new IllegalArgumentException(
          "step " + step + ": expected that of an instruction, from 1");
    }
  }

  private static void requireNotNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " " + value + ": expected 0 or more");
    }
  }

  private static void requireText(String what, String text, int longest) {
    if (text.length() > longest) {
      throw new IllegalArgumentException(
          what + " of " + text.length() + " characters: expected at most " + longest);
    }
  }
}
