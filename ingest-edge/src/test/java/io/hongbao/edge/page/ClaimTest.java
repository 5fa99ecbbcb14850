package io.hongbao.edge.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.FakeWallet;
import io.hongbao.edge.wallet.WalletAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening packets on the page, and what it tells of them. */
class ClaimTest {

  private static final String ALICE = "alice";
  private static final String PACKET = "gala.3.2.0";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final FakeWallet wallet = FakeWallet.start();
  private final TestEdge edge =
      new TestEdge(
          TestEdge.settings("edge-1")
              .withDevMode(true)
              .withWallet(Optional.of(WalletAddress.of(wallet.address(), Optional.empty()))));

  @BeforeEach
  void start() {
    edge.clock.moveTo(TurnFixture.startFor(ALICE));
  }

  @AfterEach
  void close() {
    edge.close();
    wallet.close();
  }

  @ParameterizedTest
  @EnumSource
  void shouldOpenAPacketThatWasJustWon(Device device) {
    edge.packetLog.put(won(188), 0);
    edge.answers.putForAll(new Outcome.Packet(PACKET, "cola", 188));
    edge.answers.hold(ALICE, new HeldPacket(PACKET, "first", "cola", 188));
    Visitor alice = CHROMIUM.visitorOf(edge).on(device).as(ALICE).open();
    alice.shakes();
    alice.seesState("won");
    alice.keepsPicture("won-to-open");

    alice.page.locator("#open-packet").click();

    assertThat(alice.page.locator("#claim-note"))
        .hasText("¥1.88. Opened: on its way to your wallet.");
    assertThat(alice.page.locator("#open-packet")).isHidden();
    alice.keepsPicture("won-opened");
    assertThat(edge.packetLog.claims()).hasSize(1);
    assertThat(((Claim) edge.packetLog.claims().get(0)).user()).isEqualTo(ALICE);
  }

  @ParameterizedTest
  @EnumSource
  void shouldOpenAPacketOfTheListAndTellOfTheOthers(Device device) {
    edge.packetLog.put(won(188), 0);
    paid("gala.3.2.1", 99);
    edge.packetLog.put(wonOf("gala.3.2.2", 50), 0);
    edge.packetLog.put(new Expire("gala.3.2.2"), 2_000);
    edge.answers.hold(
        ALICE,
        new HeldPacket(PACKET, "first", "cola", 188),
        new HeldPacket("gala.3.2.1", "first", "tea", 99),
        new HeldPacket("gala.3.2.2", "second", "tea-house", 50));
    Visitor alice = CHROMIUM.visitorOf(edge).on(device).as(ALICE).open();
    alice.opensPackets();
    Locator items = alice.page.locator("#packets li");
    assertThat(items.nth(1)).containsText("Paid into your wallet");
    assertThat(items.nth(2)).containsText("Not opened in time: back with the sponsor");
    assertThat(items.locator("button")).hasCount(1);

    items.nth(0).locator("button").click();

    assertThat(items.nth(0)).containsText("Opened: on its way to your wallet");
    assertThat(items.locator("button")).hasCount(0);
    assertThat(alice.page.locator("#wallet-balance")).hasText("In your wallet: ¥1.88");
    assertThat(alice.page.locator("#wallet-entries small"))
        .hasText(Pattern.compile("^\\+¥1\\.88 · "));
    alice.keepsPicture("packets-opened");
  }

  @Test
  void shouldOpenAPacketOverTheLongConnection() {
    edge.packetLog.put(won(188), 0);
    edge.answers.hold(ALICE, new HeldPacket(PACKET, "first", "cola", 188));
    Visitor alice = CHROMIUM.visitorOf(edge).live().as(ALICE).open();
    alice.opensPackets();

    alice.page.locator("#packets li button").click();

    assertThat(alice.page.locator("#packets li")).containsText("on its way to your wallet");
    assertThat(edge.packetLog.claims()).hasSize(1);
  }

  @Test
  void shouldGiveLinksToFriendsWhoTakeTheirShares() {
    edge.packetLog.put(won(100, 50, 38), 0);
    edge.packetLog.put(
        new Claim(PACKET, ALICE, RiskLevel.NONE, new Origin("edge-1", "", "", 0)), 0);
    edge.answers.hold(ALICE, new HeldPacket(PACKET, "first", "cola", 188));
    Visitor alice = CHROMIUM.visitorOf(edge).as(ALICE).open();
    alice.opensPackets();
    Locator links = alice.page.locator("#packets a");
    assertThat(links)
        .hasText(new String[] {"Link for a friend: ¥0.50", "Link for a friend: ¥0.38"});
    String link = links.first().getAttribute("href");
    assertThat(link).startsWith("#share=");

    Visitor bob =
        CHROMIUM
            .visitorOf(edge)
            .as("bob")
            .withScript("location.hash || (location.hash = '" + link + "');")
            .open();

    assertThat(bob.page.locator("#claim-note"))
        .hasText("A friend's packet: ¥0.50. Opened: on its way to your wallet.");
    alice.page.locator("#close-packets").click();
    alice.opensPackets();
    assertThat(alice.page.locator("#packets li")).containsText("¥0.50: a friend has it");
  }

  private void paid(String packetId, long fen) {
    edge.packetLog.put(wonOf(packetId, fen), 0);
    edge.packetLog.put(
        new Claim(packetId, ALICE, RiskLevel.NONE, new Origin("edge-1", "", "", 0)), 0);
    edge.packetLog.put(new Paid(packetId, 0, 1, ""), 0);
  }

  private static Won won(long... fen) {
    return wonOf(PACKET, fen);
  }

  private static Won wonOf(String packetId, long... fen) {
    List<Long> shares = new ArrayList<>();
    for (long share : fen) {
      shares.add(share);
    }
    return new Won(packetId, ALICE, "cola", shares, 1_000, ClaimTerms.DEFAULT, false);
  }
}
