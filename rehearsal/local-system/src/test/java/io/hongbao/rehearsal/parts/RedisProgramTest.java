package io.hongbao.rehearsal.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.rehearsal.parts.RedisProgram.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisProgramTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "redis-server, Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=1",
    "redis-server, Redis server v=6.2.20 sha=00000000:0 malloc=libc bits=64 build=1",
    "redis-server, Redis server v=8.2.2 sha=00000000:1 malloc=jemalloc-5.3.0 bits=64 build=1",
    "redis-server, Redis server v=8.0.0 sha=00000000:1 malloc=jemalloc-5.3.0 bits=64 build=1",
    "valkey-server, Valkey server v=9.0.0 sha=00000000:0 malloc=libc bits=64 build=1",
    "valkey-server, Valkey server v=8.1.4 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=1"
  })
  void shouldTakeANewerServerFromThePath(String name, String version) throws IOException {
    Path program = program(name, version);

    Server server = choose(Map.of("PATH", "/nowhere:relative::" + program.getParent()));

    assertThat(server.program()).isEqualTo(program);
    assertThat(version).contains(" v=" + server.version() + " ").startsWith(server.kind());
    assertThat(server).hasToString(server.kind() + " " + server.version() + ", " + program);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Redis server v=5.0.14 sha=00000000:0 malloc=libc bits=64 build=1",
        "Redis server v=6.2.1 sha=00000000:0 malloc=libc bits=64 build=1",
        "usage: something else",
        ""
      })
  void shouldRatherTakeWhatComesAlongThanAnOldServerOrNone(String version) throws IOException {
    Path program = program("redis-server", version);

    Server server = choose(Map.of("PATH", program.getParent().toString()));

    assertThat(server.embedded()).isTrue();
    assertThat(server.kind()).isEqualTo("Redis");
    assertThat(server.toString()).endsWith(", which comes along");
  }

  @Test
  void shouldTakeWhatComesAlongWhenToldTo() throws IOException {
    Path program = program("redis-server", "Redis server v=8.2.2 sha=0:0");

    assertThat(
            choose(
                    Map.of(
                        "PATH", program.getParent().toString(), "HONGBAO_REDIS_SERVER", "embedded"))
                .embedded())
        .isTrue();
  }

  @Test
  void shouldTakeTheServerThatIsNamedThoughItIsNotNewer() throws IOException {
    Path program = program("my-redis", "Redis server v=6.2.4 sha=0:0");

    assertThat(choose(Map.of("HONGBAO_REDIS_SERVER", program.toString())).program())
        .isEqualTo(program);
  }

  @Test
  void shouldRefuseANamedServerThatWillNotDo() throws IOException {
    Path old = program("old", "Redis server v=6.0.16 sha=0:0");
    Path other = program("other", "nginx 1.2");

    assertThatThrownBy(() -> choose(Map.of("HONGBAO_REDIS_SERVER", old.toString())))
        .hasMessage(
            "HONGBAO_REDIS_SERVER is %s of version 6.0.16, expected 6.2 or later; name a newer one, or embedded",
            old);
    assertThatThrownBy(() -> choose(Map.of("HONGBAO_REDIS_SERVER", other.toString())))
        .hasMessageContaining("does not say its version");
    assertThatThrownBy(() -> choose(Map.of("HONGBAO_REDIS_SERVER", "/not/there")))
        .hasMessageContaining("does not say its version");
  }

  private Server choose(Map<String, String> environment) {
    return RedisProgram.choose(directory.resolve("redis"), environment);
  }

  /** A program that says this when asked for its version. */
  private Path program(String name, String version) throws IOException {
    Path program = Files.createDirectories(directory.resolve("bin")).resolve(name);
    Files.writeString(program, "#!/bin/sh\necho '" + version + "'\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
