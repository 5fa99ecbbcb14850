package io.hongbao.rehearsal.torture.history;

import static io.hongbao.rehearsal.torture.history.HistoryFixtures.ack;
import static io.hongbao.rehearsal.torture.history.HistoryFixtures.history;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.proof.phoneevents.PhoneEvent;
import io.hongbao.proof.phoneevents.PhoneEvent.ClaimEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostClaimsTest {

  private static final Map<String, PacketState> PACKETS =
      Map.of(
          "gala.0.1.0", after("gala.0.1.0"),
          "gala.0.1.1", after("gala.0.1.1", claim("gala.0.1.1", RiskLevel.NONE)),
          "gala.0.1.2", after("gala.0.1.2", claim("gala.0.1.2", RiskLevel.HOLD)),
          "gala.0.1.3",
              after(
                  "gala.0.1.3",
                  claim("gala.0.1.3", RiskLevel.NONE),
                  new Paid("gala.0.1.3", 0, 1, "")),
          "gala.0.1.4", after("gala.0.1.4", new Expire("gala.0.1.4")));

  @ParameterizedTest
  @CsvSource({
    "gala.0.1.1, CLAIMED",
    "gala.0.1.2, HELD",
    "gala.0.1.3, CLAIMED",
    "gala.0.1.3, PAID",
    "gala.0.1.4, EXPIRED"
  })
  void shouldAcceptWhatTheLogDecides(String packetId, String heard) {
    assertThat(check(heard(packetId, heard)))
        .isEqualTo(new Finding("claim that got lost", 1, "claims", List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "gala.0.1.0, CLAIMED, OPEN",
    "gala.0.1.1, PAID, INSTRUCTED",
    "gala.0.1.3, EXPIRED, PAID",
    "gala.0.1.4, CLAIMED, EXPIRED",
    "gala.0.1.9, CLAIMED, not won"
  })
  void shouldFindAClaimThatThePhoneHeardOtherwise(String packetId, String heard, String is) {
    assertThat(check(ack(1, "u1", 0), heard(packetId, heard)).breaches())
        .containsExactly(
            new Finding.HistoryBreach(
                List.of("u1"), 77, packetId + " of u1 was said to be " + heard + " and is " + is));
  }

  private static Finding check(PhoneEvent... events) {
    return LostClaims.check(history(events), id -> PACKETS.getOrDefault(id, PacketState.UNKNOWN));
  }

  private static PhoneEvent heard(String packetId, String state) {
    return new ClaimEvent(77, "gala", "u1", packetId, state);
  }

  private static Claim claim(String packetId, RiskLevel riskLevel) {
    return new Claim(packetId, "u1", riskLevel, new Origin("edge-1", "", "", 0));
  }

  private static PacketState after(String packetId, PacketRecord... records) {
    PacketEngine engine = new PacketEngine();
    Won won = new Won(packetId, "u1", "cola", List.of(188L), 1_000, ClaimTerms.DEFAULT, false);
    PacketState state = engine.decide(PacketState.UNKNOWN, won, 0).after();
    for (PacketRecord record : records) {
      state = engine.decide(state, record, 2_000).after();
    }
    return state;
  }
}
