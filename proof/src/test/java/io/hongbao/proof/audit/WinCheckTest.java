package io.hongbao.proof.audit;

import static io.hongbao.proof.audit.Reports.assertBreaches;
import static io.hongbao.proof.audit.Reports.packetOf;
import static io.hongbao.proof.audit.Reports.promise;
import static io.hongbao.proof.audit.Reports.way;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.WonRecord;
import org.junit.jupiter.api.Test;

/** Of promise 1: the records of packets are the wins of the log. */
class WinCheckTest {

  private final World world = HonestShow.world();

  @Test
  void shouldFindAWinThatIsNotInPackets() {
    WonRecord missing = world.packets.get(0);
    world.packets.removeIf(missing::equals);

    assertBreaches(
        world.audit(),
        1,
        Breach.at(
            RecordPosition.ofShakes(missing.partition(), missing.offset()),
            packetOf(missing),
            "its record in packets, for drawing again wins it here",
            "none",
            way(missing)));
  }

  @Test
  void shouldFindAForgedWin() {
    WonRecord won = world.packets.get(0);
    String id = World.lastColaOf(won.bucket());
    WonRecord forged = Won.like(won).packet(id, 119).of(World.COLA).build();
    world.packets.add(forged);

    assertBreaches(
        world.audit(),
        1,
        Breach.at(
            lastOfPackets(),
            packetOf(forged),
            "that nobody won it, by drawing again",
            "it won",
            way(forged)));
  }

  @Test
  void shouldFindAWinThatDiffersInAnything() {
    WonRecord won = world.packets.get(0);
    WonRecord other = Won.like(won).at(won.partition(), won.offset() + 1).build();
    world.packets.add(other);

    AuditReport report = world.audit();

    assertBreaches(
        report,
        1,
        Breach.at(
            lastOfPackets(),
            packetOf(won),
            won + ", by drawing again",
            other.toString(),
            way(won)));
    assertThat(promise(report, 3).isKept()).isTrue();
  }

  @Test
  void shouldFindAWinOfAShakeThatTheLogDoesNotHave() {
    WonRecord won = Won.like(world.packets.get(0)).at(0, 999_999).build();
    world.packets.add(won);

    assertBreaches(
        world.audit(),
        1,
        Breach.at(
            lastOfPackets(),
            "packet " + won.packetId() + " of " + won.user(),
            "its shake at shakes/0/999999",
            "a log that ends before",
            way(won)));
  }

  private RecordPosition lastOfPackets() {
    return World.at(Topics.PACKETS, world.packets.size() - 1);
  }
}
