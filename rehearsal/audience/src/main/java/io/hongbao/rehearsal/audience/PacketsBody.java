package io.hongbao.rehearsal.audience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** What {@code GET /v1/packets} says. */
final class PacketsBody {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PacketsBody() {}

  /**
   * The ids of the packets listed.
   *
   * @throws IllegalArgumentException if it is no such list
   */
  static Set<String> parse(byte[] body) {
    JsonNode packets;
    try {
      packets = JSON.readTree(body).path("packets");
    } catch (IOException e) {
      throw new IllegalArgumentException("the list of packets is no JSON", e);
    }
    if (!packets.isArray()) {
      throw new IllegalArgumentException("expected a list of packets");
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode packet : packets) {
      if (!packet.path("packetId").isTextual()) {
        throw new IllegalArgumentException("packet without packetId");
      }
      ids.add(packet.path("packetId").textValue());
    }
    return ids;
  }
}
