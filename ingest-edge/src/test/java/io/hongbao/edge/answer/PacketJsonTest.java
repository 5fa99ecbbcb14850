package io.hongbao.edge.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.cache.HeldPacket;
import io.hongbao.cache.PacketStanding;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.ShareState;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.tickets.ClaimTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketJsonTest {

  private static final ShowPlan PLAN = new ShowPlan(PlanFixture.aPlan().toRecord());
  private static final ClaimTokens TOKENS = new ClaimTokens(TestEdge.KEYS);

  /** For amount 188 of alice's packet gala.3.2.0; checked by another program. */
  private static final String ALICES = "AQAAAAAAAAC8Mb7Z2afrayKsA3exeDYwaQ";

  @Test
  void shouldListAPacketThatIsNotClaimedWithItsToken() {
    assertThat(packets(Optional.empty(), Optional.of(TOKENS)))
        .isEqualTo(
            """
            {"packets":[{"packetId":"gala.3.2.0","wave":"first","enterprise":"cola",\
            "amountFen":188,"state":"UNCLAIMED","token":"TOKEN"}]}"""
                .replace("TOKEN", ALICES));
  }

  @Test
  void shouldListNoTokenWhereNothingCanBeClaimed() {
    assertThat(packets(Optional.empty(), Optional.empty()))
        .contains("\"state\":\"UNCLAIMED\"}")
        .doesNotContain("token");
  }

  @Test
  void shouldNotTellWhatIsMarkedToBeHeld() {
    assertThat(packets(Optional.of(state(share(Phase.MARKED))), Optional.of(TOKENS)))
        .contains("\"state\":\"UNCLAIMED\"");
    assertThat(packets(Optional.of(state(share(Phase.INSTRUCTED))), Optional.of(TOKENS)))
        .contains("\"state\":\"CLAIMED\"");
  }

  @Test
  void shouldWriteTheLinksOfSharesOnceTheyAreOpen() {
    PacketState open =
        state(share(Phase.PAID), ShareState.OPEN, new ShareState(Phase.INSTRUCTED, "bob", 1, 0));
    PacketState held = state(share(Phase.HELD), ShareState.OPEN, ShareState.OPEN);

    assertThat(PacketJson.standing(open, 0, "gala", TOKENS))
        .isEqualTo(
            """
            {"packetId":"gala.3.2.0","state":"PAID","amountFen":100,"shares":[\
            {"share":1,"amountFen":101,"state":"UNCLAIMED","token":"TOKEN"},\
            {"share":2,"amountFen":102,"state":"CLAIMED"}]}"""
                .replace("TOKEN", TOKENS.ofShare("gala", "gala.3.2.0", 1)));
    assertThat(PacketJson.standing(open, 2, "gala", TOKENS))
        .isEqualTo(
            "{\"packetId\":\"gala.3.2.0\",\"share\":2,\"state\":\"CLAIMED\",\"amountFen\":102}");
    assertThat(PacketJson.standing(held, 0, "gala", TOKENS))
        .isEqualTo("{\"packetId\":\"gala.3.2.0\",\"state\":\"HELD\",\"amountFen\":100}");
  }

  private static String packets(Optional<PacketState> state, Optional<ClaimTokens> tokens) {
    return PacketJson.packets(
        List.of(new HeldPacket("gala.3.2.0", "first", "cola", 188)),
        List.of(state.map(it -> new PacketStanding("gala.3.2.0", 1, it))),
        "gala",
        "alice",
        PLAN.texts(),
        tokens);
  }

  private static ShareState share(Phase phase) {
    return new ShareState(phase, "", phase == Phase.OPEN ? 0 : 1, 0);
  }

  private static PacketState state(ShareState... shares) {
    List<Long> fen = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      fen.add(100L + i);
    }
    Won won = new Won("gala.3.2.0", "alice", "cola", fen, 1, ClaimTerms.DEFAULT, false);
    return new PacketState(Optional.of(won), 0, List.of(shares), List.of());
  }
}
