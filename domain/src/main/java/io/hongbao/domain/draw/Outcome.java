package io.hongbao.domain.draw;

import io.hongbao.domain.Names;
import java.util.Objects;

/** What the draw decides of a turn. Once seen by anybody it never changes. */
public sealed interface Outcome {

  /** How answers, files and reports name it: PACKET, GREETING, MISS or LIMITED. */
  String label();

  /** A packet was won. */
  record Packet(String packetId, String enterpriseId, long amountFen) implements Outcome {
    public Packet {
      Objects.requireNonNull(packetId, "packetId");
      Names.requireId("enterprise", enterpriseId);
      if (amountFen < 1) {
        throw new IllegalArgumentException("amount " + amountFen + " fen: expected at least 1");
      }
    }

    @Override
    public String label() {
      return "PACKET";
    }
  }

  /** A kind word instead of money. */
  record Greeting(String greetingId) implements Outcome {
    public Greeting {
      Names.requireId("greeting", greetingId);
    }

    @Override
    public String label() {
      return "GREETING";
    }
  }

  /** Nothing this time. */
  record Miss() implements Outcome {
    @Override
    public String label() {
      return "MISS";
    }
  }

  /** The turn would have won, had the user not won enough. */
  record Limited(LimitReason reason) implements Outcome {
    public Limited {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String label() {
      return "LIMITED";
    }
  }

  /** Which limit was reached. */
  enum LimitReason {
    /** The packets of a user. */
    USER,
    /** The packets of a user and enterprise, of every enterprise with a packet to give. */
    ENTERPRISE
  }

  Outcome MISS = new Miss();
  Outcome LIMITED_USER = new Limited(LimitReason.USER);
  Outcome LIMITED_ENTERPRISE = new Limited(LimitReason.ENTERPRISE);
}
