package io.hongbao.proof.phoneevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneEvent.ClaimEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.PacketListEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhoneEventFileTest {

  private static final ShakeId TURN_17 = new ShakeId("first", 17);
  private static final ShakeEvent ACKNOWLEDGED =
      new ShakeEvent.Acknowledged(1_000, "gala", "u1", TURN_17);

  @TempDir private Path folder;

  @Test
  void shouldReadBackEveryKindOfEvent() {
    List<ShakeEvent> events =
        List.of(
            ACKNOWLEDGED,
            answered(PhoneAnswer.of(new Outcome.Packet("gala.3.2.0", "cola", 188))),
            answered(PhoneAnswer.of(new Outcome.Greeting("stars"))),
            answered(PhoneAnswer.of(Outcome.MISS)),
            answered(PhoneAnswer.of(Outcome.LIMITED_USER)),
            answered(PhoneAnswer.of(Outcome.LIMITED_ENTERPRISE)),
            answered(PhoneAnswer.CLOSED),
            answered(PhoneAnswer.BUSY));

    write(events);

    assertThat(readAll()).isEqualTo(events);
  }

  @Test
  void shouldWriteOneObjectALineAsDocumented() throws IOException {
    ShakeEvent won = answered(PhoneAnswer.of(new Outcome.Packet("gala.3.2.0", "cola", 188)));

    write(List.of(ACKNOWLEDGED, won));

    assertThat(Files.readString(file()))
        .isEqualTo(
            """
            {"t":1000,"show":"gala","user":"u1","shakeId":"first-17","event":"ack"}
            {"t":2000,"show":"gala","user":"u1","shakeId":"first-17","event":"answer",\
            "result":"PACKET","packetId":"gala.3.2.0","enterprise":"cola","amountFen":188}
            """);
  }

  @Test
  void shouldReadBackListsOfPacketsAndKeepThemFromThoseWhoAskOnlyForShakes() throws IOException {
    PhoneEvent two =
        new PacketListEvent(3_000, "gala", "u1", 2_990, Set.of("gala.3.2.0", "gala.3.2.1"));
    PhoneEvent none = new PacketListEvent(3_000, "gala", "u2", 2_990, Set.of());

    try (PhoneEventWriter writer = PhoneEventWriter.append(file())) {
      writer.write(two);
      writer.write(ACKNOWLEDGED);
      writer.write(none);
    }

    List<PhoneEvent> read = new ArrayList<>();
    PhoneEventReader.readAll(file(), Long.MAX_VALUE, read::add);
    assertThat(read).containsExactly(two, ACKNOWLEDGED, none);
    assertThat(readAll()).containsExactly(ACKNOWLEDGED);
    assertThat(Files.readString(file()))
        .endsWith(
            """
            {"t":3000,"show":"gala","user":"u2","event":"packets","askedAt":2990,"packets":[]}
            """);
  }

  @Test
  void shouldReadBackClaimsAndKeepThemFromThoseWhoAskOnlyForShakes() throws IOException {
    PhoneEvent claim = new ClaimEvent(4_000, "gala", "u1", "gala.3.2.0", "HELD");

    try (PhoneEventWriter writer = PhoneEventWriter.append(file())) {
      writer.write(claim);
      writer.write(ACKNOWLEDGED);
    }

    List<PhoneEvent> read = new ArrayList<>();
    PhoneEventReader.readAll(file(), Long.MAX_VALUE, read::add);
    assertThat(read).containsExactly(claim, ACKNOWLEDGED);
    assertThat(readAll()).containsExactly(ACKNOWLEDGED);
    assertThat(Files.readString(file()))
        .startsWith(
            """
            {"t":4000,"show":"gala","user":"u1","event":"claim","packetId":"gala.3.2.0",\
            "state":"HELD"}
            """);
  }

  @Test
  void shouldAppendToFormerRunsAndLeaveOutTheLineThatAKillCut() throws IOException {
    write(List.of(ACKNOWLEDGED));
    Files.writeString(file(), "{\"t\":1001,\"show\":\"ga", StandardOpenOption.APPEND);

    write(List.of(answered(PhoneAnswer.CLOSED)));

    List<ShakeEvent> read = new ArrayList<>();
    long cut = PhoneEventReader.read(file(), Long.MAX_VALUE, read::add);
    assertThat(read).containsExactly(ACKNOWLEDGED, answered(PhoneAnswer.CLOSED));
    assertThat(cut).isEqualTo(1);
  }

  @Test
  void shouldReadNoFurtherThanAsked() throws IOException {
    write(List.of(ACKNOWLEDGED));
    long size = PhoneEventReader.size(file());
    write(List.of(answered(PhoneAnswer.BUSY)));

    List<ShakeEvent> read = new ArrayList<>();
    PhoneEventReader.read(file(), size + 10, read::add);

    assertThat(read).containsExactly(ACKNOWLEDGED);
  }

  @Test
  void shouldNameTheLineThatIsNoEvent() throws IOException {
    write(List.of(ACKNOWLEDGED));
    Files.writeString(file(), "{\"t\":1,\"event\":\"ack\"}\n", StandardOpenOption.APPEND);

    assertThatThrownBy(this::readAll)
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining(file() + ":2: no event of a seen file");
  }

  @Test
  void shouldRefuseAFileOfAnotherKind() throws IOException {
    Files.writeString(file(), "show: spring-gala-2027\n");

    assertThatThrownBy(this::readAll)
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining(":1: no event of a seen file");
  }

  @Test
  void shouldCountWhatCannotBeWrittenAndSaySoAtTheEnd() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    PhoneEventWriter writer = PhoneEventWriter.append(full);

    writer.write(ACKNOWLEDGED);

    assertThatThrownBy(writer::close).hasMessageContaining("cannot write /dev/full");
    writer.write(ACKNOWLEDGED);
    assertThat(writer.lost()).isEqualTo(1);
  }

  private static ShakeEvent answered(PhoneAnswer answer) {
    return new ShakeEvent.Answered(2_000, "gala", "u1", TURN_17, answer);
  }

  private void write(List<ShakeEvent> events) {
    try (PhoneEventWriter writer = PhoneEventWriter.append(file())) {
      events.forEach(writer::write);
    }
  }

  private List<ShakeEvent> readAll() {
    List<ShakeEvent> read = new ArrayList<>();
    PhoneEventReader.read(file(), Long.MAX_VALUE, read::add);
    return read;
  }

  private Path file() {
    return folder.resolve("seen.jsonl");
  }
}
