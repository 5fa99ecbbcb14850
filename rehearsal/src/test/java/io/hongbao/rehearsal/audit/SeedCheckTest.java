package io.hongbao.rehearsal.audit;

import static io.hongbao.rehearsal.audit.Reports.assertBreaches;
import static io.hongbao.rehearsal.audit.Reports.promise;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.wire.records.WonRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 3: planted breaches are found. */
class SeedCheckTest {

  private final World world = HonestShow.world();

  @Test
  void shouldFindASeedIssuedTwice() {
    WonRecord first = world.packets.get(0);
    String other = otherUserThan(first);
    world.packets.add(Won.like(first).by(other).build());

    assertBreaches(
        world.audit(), 3, "packet " + first.packetId() + " issued to " + other + " first-");
  }

  @Test
  void shouldFindAPacketWorthAnotherAmountThanItsSeed() {
    WonRecord won = world.packets.get(0);
    replace(won, Won.like(won).packet(won.packetId(), won.amountFen() + 1).build());

    AuditReport report = world.audit();

    assertBreaches(report, 3, "its seed is of " + won.enterpriseId());
    assertThat(promise(report, 3).examples()).anyMatch(it -> it.startsWith("pool "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gala.0.2.20", "gala.0.9.0", "gala.0.1.0", "other.0.2.0", "gala.0.02.19", "gala"})
  void shouldFindAPacketWithoutASeed(String id) {
    world.packets.add(Won.like(world.packets.get(0)).packet(id, 100).build());

    assertBreaches(world.audit(), 3, "packet " + id + " has no seed in the log");
  }

  @Test
  void shouldFindASeedIssuedBeforeItsRelease() {
    WonRecord won = packetOfTurn(0);
    world.packets.add(
        Won.like(won).packet(World.lastColaOf(won.bucket()), 119).of(World.COLA).build());

    assertBreaches(world.audit(), 3, "whose turn starts 19000 ms before the release of its seed");
  }

  @Test
  void shouldFindAPacketGivenToAShakeBeforeItsTurn() {
    WonRecord won = world.packets.get(0);
    long startsAtMillis = World.turnStart(won.user(), won.shakeId().turn());
    replace(won, Won.like(won).appendedAt(startsAtMillis - 251).build());

    assertBreaches(world.audit(), 3, "appended 251 ms before its turn");
  }

  @Test
  void shouldFindAPacketOfATurnThatDoesNotExist() {
    WonRecord won = world.packets.get(0);
    replace(won, Won.like(won).turn(60).build());

    assertBreaches(world.audit(), 3, "a turn that no terms before shakes-");
  }

  private void replace(WonRecord won, WonRecord by) {
    world.packets.removeIf(won::equals);
    world.packets.add(by);
  }

  private static String otherUserThan(WonRecord won) {
    return World.usersOf(won.bucket())
        .filter(user -> !user.equals(won.user()))
        .findFirst()
        .orElseThrow();
  }

  private WonRecord packetOfTurn(int turn) {
    return world.packets.stream()
        .filter(won -> won.shakeId().turn() == turn)
        .findFirst()
        .orElseThrow();
  }
}
