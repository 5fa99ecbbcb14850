package io.hongbao.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerInfoTest {

  private static final String SOUND =
      """
      # Server
      redis_version:7.2.4
      server_name:valkey
      valkey_version:8.0.6
      redis_mode:standalone
      run_id:0123456789
      # Memory
      maxmemory:1000000
      maxmemory_policy:volatile-ttl
      # Persistence
      aof_last_write_status:ok
      rdb_last_bgsave_status:ok
      # Replication
      role:master
      """;

  @Test
  void shouldFindNothingWrongWithASoundServer() {
    ServerInfo info = ServerInfo.parse("cache:6379", SOUND);

    assertThat(info.runId()).isEqualTo("0123456789");
    assertThat(info.problems()).isEmpty();
    assertThat(info.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"allkeys-lru", "allkeys-lfu", "allkeys-random"})
  void shouldNameAPolicyThatMayDropPackets(String policy) {
    assertThat(with("maxmemory_policy:volatile-ttl", "maxmemory_policy:" + policy).problems())
        .containsExactly(
            "Redis at cache:6379 has maxmemory-policy "
                + policy
                + " and maxmemory 1000000 bytes, expected noeviction or volatile-ttl: it may drop the users' packets; write maxmemory-policy volatile-ttl into redis.conf and start it again, or, where CONFIG is allowed, run CONFIG SET maxmemory-policy volatile-ttl as well");
  }

  @Test
  void shouldNotMindAPolicyThatNeverCounts() {
    assertThat(
            ServerInfo.parse(
                    "cache:6379",
                    SOUND
                        .replace("maxmemory:1000000", "maxmemory:0")
                        .replace("volatile-ttl", "allkeys-lru"))
                .problems())
        .isEmpty();
    assertThat(with("volatile-ttl", "noeviction").problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "role:master, role:slave, is a replica of",
    "redis_mode:standalone, redis_mode:cluster, runs in cluster mode",
    "redis_version:7.2.4, redis_version:6.0.16, 'is version 6.0.16, expected 6.2 or later'",
    "redis_version:7.2.4, redis_version:5.0.14, 'is version 5.0.14, expected 6.2 or later'"
  })
  void shouldSayWhyAServerIsUnfit(String sound, String unfit, String reason) {
    ServerInfo info = with(sound, unfit);

    assertThat(info.unfit()).get().asString().contains(reason, "Redis at cache:6379", "; ");
    assertThat(info.problems()).containsExactly(info.unfit().get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.2.0", "6.2.11", "7.0.15", "8.10.1", "10.0", "df-v1.30"})
  void shouldTakeAnyVersionFromTheOldestTestedOn(String version) {
    assertThat(with("redis_version:7.2.4", "redis_version:" + version).unfit()).isEmpty();
  }

  @Test
  void shouldSayWhatCouldNotBeChecked() {
    ServerInfo silent = ServerInfo.parse("cache:6379", "redis_version:7.2.4\r\nrun_id:0123\r\n");

    assertThat(silent.problems()).isEmpty();
    assertThat(silent.warnings())
        .anySatisfy(warning -> assertThat(warning).contains("maxmemory_policy", "not checked"))
        .anySatisfy(warning -> assertThat(warning).contains("its role", "not checked"));
    assertThatThrownBy(ServerInfo.parse("cache:6379", "role:master")::runId)
        .hasMessageContaining("gives no run_id in INFO");
  }

  @Test
  void shouldWarnOfADiskThatIsFull() {
    assertThat(with("aof_last_write_status:ok", "aof_last_write_status:err").warnings())
        .singleElement()
        .asString()
        .contains("aof_last_write_status err, expected ok", "see to its disk");
  }

  private static ServerInfo with(String sound, String instead) {
    return ServerInfo.parse("cache:6379", SOUND.replace(sound, instead));
  }
}
