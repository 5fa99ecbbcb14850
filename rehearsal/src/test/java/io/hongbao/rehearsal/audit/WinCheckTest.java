package io.hongbao.rehearsal.audit;

import static io.hongbao.rehearsal.audit.Reports.assertBreaches;
import static io.hongbao.rehearsal.audit.Reports.promise;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.wire.records.WonRecord;
import org.junit.jupiter.api.Test;

/** Of promise 1: the records of packets are the wins of the log. */
class WinCheckTest {

  private final World world = HonestShow.world();

  @Test
  void shouldFindAWinThatIsNotInPackets() {
    WonRecord missing = world.packets.get(0);
    world.packets.removeIf(missing::equals);

    assertBreaches(world.audit(), 1, "packet " + missing.packetId() + " of " + missing.user());
  }

  @Test
  void shouldFindAForgedWin() {
    WonRecord won = world.packets.get(0);
    String id = World.lastColaOf(won.bucket());
    world.packets.add(Won.like(won).packet(id, 119).of(World.COLA).build());

    assertBreaches(world.audit(), 1, "packet " + id + " of " + won.user());
  }

  @Test
  void shouldFindAWinThatDiffersInAnything() {
    WonRecord won = world.packets.get(0);
    world.packets.add(Won.like(won).at(won.partition(), won.offset() + 1).build());

    AuditReport report = world.audit();

    assertBreaches(report, 1, "differs from drawing again");
    assertThat(promise(report, 3).isKept()).isTrue();
  }

  @Test
  void shouldFindAWinOfAShakeThatTheLogDoesNotHave() {
    world.packets.add(Won.like(world.packets.get(0)).at(0, 999_999).build());

    assertBreaches(world.audit(), 1, "of a shake at shakes-0@999999, where the log has none");
  }
}
