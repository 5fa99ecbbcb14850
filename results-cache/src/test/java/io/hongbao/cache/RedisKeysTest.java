package io.hongbao.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RedisKeysTest {

  @Test
  void shouldLayKeysOutAsDocumented() {
    assertThat(
            Stream.of(
                    RedisKeys.outcome("gala", "first-17", "u1"),
                    RedisKeys.closed("gala", "first-17", "u1"),
                    RedisKeys.packets(17),
                    RedisKeys.standings(17),
                    RedisKeys.outcomesFor("edge-1"),
                    RedisKeys.EPOCH,
                    RedisKeys.LOST)
                .map(key -> new String(key, UTF_8)))
        .containsExactly(
            "a:gala:first-17:u1", "c:gala:first-17:u1", "w:17", "p:17", "o:edge-1", "e", "l");
  }

  @Test
  void shouldNeverShareAKeyBetweenNames() {
    List<String> users = List.of("a", "a:b", ":a", "first-1:a", "a|b", "a b", "红包", "", "\n");
    List<String> shows = List.of("gala", "gala-2");
    List<String> shakeIds = List.of("first-1", "first-11", "first-1-1");

    Stream<String> keys =
        shows.stream()
            .flatMap(
                show ->
                    users.stream()
                        .flatMap(
                            user ->
                                shakeIds.stream()
                                    .flatMap(
                                        shakeId ->
                                            Stream.of(
                                                RedisKeys.outcome(show, shakeId, user),
                                                RedisKeys.closed(show, shakeId, user)))))
            .map(key -> new String(key, UTF_8));

    assertThat(keys).hasSize(2 * 9 * 6).doesNotHaveDuplicates();
  }
}
