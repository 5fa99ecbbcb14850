package io.hongbao.edge.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerdictTableTest {

  private static final long NOW_MILLIS = 1_800_000_000_000L;

  private final AtomicInteger badRecords = new AtomicInteger();
  private final VerdictTable table = new VerdictTable(100, badRecords::incrementAndGet);

  private void accept(EntityKind kind, String entity, RiskLevel level, long untilMillis) {
    VerdictRecord verdict = new VerdictRecord(kind, entity, level, untilMillis, "too-fast", 1);
    table.accept(verdict.key().getBytes(StandardCharsets.UTF_8), verdict.encode());
  }

  private RiskLevel levelOfAliceAt(long nowMillis) {
    return table.levelOf("alice", "phone-1", "10.0.0.1", nowMillis);
  }

  @Test
  void shouldThinkNothingOfStrangers() {
    assertThat(levelOfAliceAt(NOW_MILLIS)).isEqualTo(RiskLevel.NONE);
  }

  @Test
  void shouldGoByTheHighestLevelOfUserDeviceAndAddress() {
    accept(EntityKind.USER, "alice", RiskLevel.WATCH, NOW_MILLIS + 1);
    accept(EntityKind.DEVICE, "phone-1", RiskLevel.HOLD, NOW_MILLIS + 1);
    accept(EntityKind.ADDRESS, "10.0.0.1", RiskLevel.SLOW, NOW_MILLIS + 1);

    assertThat(levelOfAliceAt(NOW_MILLIS)).isEqualTo(RiskLevel.HOLD);
    assertThat(table.levelOf("alice", "", "10.0.0.1", NOW_MILLIS)).isEqualTo(RiskLevel.SLOW);
    assertThat(table.levelOf("alice", "", "", NOW_MILLIS)).isEqualTo(RiskLevel.WATCH);
  }

  @Test
  void shouldNotMixUpKinds() {
    accept(EntityKind.DEVICE, "alice", RiskLevel.BLOCK, NOW_MILLIS + 1);

    assertThat(levelOfAliceAt(NOW_MILLIS)).isEqualTo(RiskLevel.NONE);
  }

  @Test
  void shouldLetAVerdictExpire() {
    accept(EntityKind.USER, "alice", RiskLevel.BLOCK, NOW_MILLIS + 1_000);

    assertThat(levelOfAliceAt(NOW_MILLIS + 999)).isEqualTo(RiskLevel.BLOCK);
    assertThat(levelOfAliceAt(NOW_MILLIS + 1_000)).isEqualTo(RiskLevel.NONE);
  }

  @Test
  void shouldLetALaterVerdictReplaceAnEarlierOne() {
    accept(EntityKind.USER, "alice", RiskLevel.BLOCK, NOW_MILLIS + 1_000);
    accept(EntityKind.USER, "alice", RiskLevel.WATCH, NOW_MILLIS + 1_000);

    assertThat(levelOfAliceAt(NOW_MILLIS)).isEqualTo(RiskLevel.WATCH);
  }

  @Test
  void shouldLiftAVerdictByLevelNoneAndByTombstone() {
    accept(EntityKind.USER, "alice", RiskLevel.BLOCK, NOW_MILLIS + 1_000);
    accept(EntityKind.USER, "alice", RiskLevel.NONE, NOW_MILLIS + 1_000);
    accept(EntityKind.ADDRESS, "10.0.0.1", RiskLevel.BLOCK, NOW_MILLIS + 1_000);
    table.accept("ADDRESS:10.0.0.1".getBytes(StandardCharsets.UTF_8), null);

    assertThat(levelOfAliceAt(NOW_MILLIS)).isEqualTo(RiskLevel.NONE);
  }

  @Test
  void shouldThinkNothingOfWhoIsAllowedWhateverStandsAgainstDeviceAndAddress() {
    accept(EntityKind.DEVICE, "phone-1", RiskLevel.BLOCK, NOW_MILLIS + 2_000);
    accept(EntityKind.ADDRESS, "10.0.0.1", RiskLevel.EMPTY, NOW_MILLIS + 2_000);
    allow(EntityKind.USER, "alice", NOW_MILLIS + 1_000);

    assertThat(levelOfAliceAt(NOW_MILLIS)).isEqualTo(RiskLevel.NONE);
    assertThat(levelOf("mallory")).isEqualTo(RiskLevel.BLOCK);
    assertThat(levelOfAliceAt(NOW_MILLIS + 1_000)).isEqualTo(RiskLevel.BLOCK);
  }

  @Test
  void shouldThinkNothingOfWhoComesWithAnAllowedDeviceOrAddress() {
    accept(EntityKind.USER, "alice", RiskLevel.BLOCK, NOW_MILLIS + 1);
    accept(EntityKind.USER, "mallory", RiskLevel.BLOCK, NOW_MILLIS + 1);
    allow(EntityKind.DEVICE, "phone-1", NOW_MILLIS + 1);
    allow(EntityKind.ADDRESS, "10.9.9.9", NOW_MILLIS + 1);

    assertThat(levelOfAliceAt(NOW_MILLIS)).isEqualTo(RiskLevel.NONE);
    assertThat(table.levelOf("mallory", "", "10.9.9.9", NOW_MILLIS)).isEqualTo(RiskLevel.NONE);
    assertThat(table.levelOf("mallory", "", "10.0.0.1", NOW_MILLIS)).isEqualTo(RiskLevel.BLOCK);
  }

  @Test
  void shouldNoLongerAllowWhoIsTakenOffTheListOrSpokenOfAgain() {
    accept(EntityKind.DEVICE, "phone-1", RiskLevel.HOLD, NOW_MILLIS + 1);
    allow(EntityKind.USER, "alice", NOW_MILLIS + 1);
    table.accept("USER:alice".getBytes(StandardCharsets.UTF_8), null);
    assertThat(levelOfAliceAt(NOW_MILLIS)).isEqualTo(RiskLevel.HOLD);

    allow(EntityKind.USER, "alice", NOW_MILLIS + 1);
    accept(EntityKind.USER, "alice", RiskLevel.WATCH, NOW_MILLIS + 1);
    assertThat(levelOfAliceAt(NOW_MILLIS)).isEqualTo(RiskLevel.HOLD);
  }

  @Test
  void shouldThinkNothingOfWhoComesFromAnAllowedRange() {
    accept(EntityKind.USER, "mallory", RiskLevel.BLOCK, NOW_MILLIS + 9);
    allow(EntityKind.ADDRESS, "10.9.0.0/16", NOW_MILLIS + 1);
    allow(EntityKind.ADDRESS, "2001:db8::/32", NOW_MILLIS + 9);

    assertThat(levelOfMalloryAt("10.9.200.1", NOW_MILLIS)).isEqualTo(RiskLevel.NONE);
    assertThat(levelOfMalloryAt("10.9.200.1", NOW_MILLIS + 1)).isEqualTo(RiskLevel.BLOCK);
    assertThat(levelOfMalloryAt("10.8.0.1", NOW_MILLIS)).isEqualTo(RiskLevel.BLOCK);
    assertThat(levelOfMalloryAt("2001:db8::7", NOW_MILLIS)).isEqualTo(RiskLevel.NONE);
    assertThat(levelOfMalloryAt("", NOW_MILLIS)).isEqualTo(RiskLevel.BLOCK);

    accept(EntityKind.ADDRESS, "2001:db8::/32", RiskLevel.NONE, NOW_MILLIS);
    assertThat(levelOfMalloryAt("2001:db8::7", NOW_MILLIS)).isEqualTo(RiskLevel.BLOCK);
  }

  private RiskLevel levelOfMalloryAt(String address, long nowMillis) {
    return table.levelOf("mallory", "", address, nowMillis);
  }

  @Test
  void shouldKnowAnAddressInTheFormOfAnEarlierVersion() {
    accept(EntityKind.ADDRESS, "2001:db8:0:0:0:0:0:77", RiskLevel.BLOCK, NOW_MILLIS + 1);

    assertThat(levelOfMalloryAt("2001:db8::77", NOW_MILLIS)).isEqualTo(RiskLevel.BLOCK);
    table.accept("ADDRESS:2001:db8::77".getBytes(StandardCharsets.UTF_8), null);
    assertThat(levelOfMalloryAt("2001:db8::77", NOW_MILLIS)).isEqualTo(RiskLevel.NONE);
  }

  private void allow(EntityKind kind, String entity, long untilMillis) {
    VerdictRecord verdict = VerdictRecord.allowing(kind, entity, untilMillis, 1);
    table.accept(verdict.key().getBytes(StandardCharsets.UTF_8), verdict.encode());
  }

  private RiskLevel levelOf(String user) {
    return table.levelOf(user, "phone-1", "10.0.0.1", NOW_MILLIS);
  }

  @Test
  void shouldPassOverBadRecordsAndCountThem() {
    table.accept(null, new byte[] {9, 9});
    table.accept(null, null);
    table.accept("PLANET:mars".getBytes(StandardCharsets.UTF_8), null);

    assertThat(badRecords).hasValue(3);
  }
}
