package io.hongbao.rules.crowd;

/**
 * Who a phone says it is.
 *
 * @param kind {@code human} or a kind of bot
 * @param device of its ticket
 * @param address that a proxy in front of the edges says it has
 */
public record Identity(String user, String kind, String device, String address) {

  /** The kind of who is no bot. */
  public static final String HUMAN = "human";

  /** The header by which edges believe a trusted proxy. */
  public String forwardedFor() {
    return "X-Forwarded-For: " + address;
  }
}
