package io.hongbao.edge.planfile;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How plan files come to an edge and go on, beside {@code POST /plan}.
 *
 * @param folder that is looked into for files; empty if none is
 * @param peers the admin ports of the edges that a file is passed on to, such as {@code
 *     http://edge-2:8090}
 */
public record PlanDelivery(Optional<Path> folder, List<URI> peers) {

  /** By {@code POST /plan} alone. */
  public static final PlanDelivery NONE = new PlanDelivery(Optional.empty(), List.of());

  private static final int MAX_PEERS = 64;

  public PlanDelivery {
    peers = List.copyOf(peers);
    if (peers.size() > MAX_PEERS) {
      throw new IllegalArgumentException(peers.size() + " peers: expected at most " + MAX_PEERS);
    }
  }

  /**
   * Reads addresses of admin ports, with a comma or white space between two.
   *
   * @throws IllegalArgumentException if one is none
   */
  public static List<URI> parsePeers(String text) {
    return Arrays.stream(text.split("[,\\s]+"))
        .filter(address -> !address.isEmpty())
        .map(PlanDelivery::parsePeer)
        .toList();
  }

  private static URI parsePeer(String text) {
    try {
      URI address = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (isHttp && address.getHost() != null && address.getRawPath().isEmpty()) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Told below, as is every other address.
    }
    throw new IllegalArgumentException(
        "'" + text + "': expected the address of an admin port, such as http://edge-2:8090");
  }
}
