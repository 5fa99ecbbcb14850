package io.hongbao.rehearsal.audience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.rules.crowd.ShowTurns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code GET /v1/show} says.
 *
 * @param serverTimeMillis the edge's clock
 * @param waves in any order
 */
public record ShowReply(String show, long serverTimeMillis, long turnMillis, List<Wave> waves) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** When a wave can be won: from its opening to just before its close. */
  public record Wave(String id, long opensAtMillis, long closesAtMillis) {}

  public ShowReply {
    waves = List.copyOf(waves);
    if (turnMillis < 1 && !waves.isEmpty()) {
      throw new IllegalArgumentException("turnMillis " + turnMillis + ": expected at least 1");
    }
  }

  /**
   * Reads a page.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ShowReply parse(byte[] body) {
    try {
      JsonNode page = JSON.readTree(body);
      List<Wave> waves = new ArrayList<>();
      for (JsonNode wave : page.path("waves")) {
        waves.add(
            new Wave(
                wave.path("id").asText(),
                wave.path("opensAtMs").asLong(),
                wave.path("closesAtMs").asLong()));
      }
      return new ShowReply(
          page.path("show").asText(),
          page.path("serverTimeMs").asLong(),
          page.path("turnMillis").asLong(),
          waves);
    } catch (IOException e) {
      throw new IllegalArgumentException("the show's page is no JSON", e);
    }
  }

  /** The same page, as if it had been read at another time of the edge's clock. */
  ShowReply readAt(long millis) {
    return new ShowReply(show, millis, turnMillis, waves);
  }

  /** When turns start. */
  ShowTurns turns() {
    return new ShowTurns(
        waves.stream()
            .map(
                wave ->
                    new WaveSchedule(
                        wave.id(),
                        wave.opensAtMillis(),
                        wave.closesAtMillis(),
                        Math.toIntExact(turnMillis)))
            .toList());
  }

  /** Whether a wave is open by the edge's clock. */
  boolean isOpen() {
    return openWave().isPresent();
  }

  /** The wave that is open by the edge's clock. */
  Optional<Wave> openWave() {
    return waves.stream()
        .filter(
            wave ->
                wave.opensAtMillis() <= serverTimeMillis
                    && serverTimeMillis < wave.closesAtMillis())
        .findFirst();
  }

  /** How long until a wave opens, 0 while one is open; empty if none comes. */
  OptionalLong millisToOpening() {
    if (isOpen()) {
      return OptionalLong.of(0);
    }
    return opensInMillis().map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /** How long until the next opening; empty if none comes. */
  Optional<Long> opensInMillis() {
    return waves.stream()
        .map(wave -> wave.opensAtMillis() - serverTimeMillis)
        .filter(millis -> millis > 0)
        .min(Long::compare);
  }
}
