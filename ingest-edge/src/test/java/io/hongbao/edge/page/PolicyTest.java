package io.hongbao.edge.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.TestEdge;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.fixtures.PolicyFixture;
import io.hongbao.edge.http.CorsOrigins;
import io.hongbao.edge.http.HttpTimeouts;
import io.hongbao.resources.policy.AccessPoint;
import io.hongbao.resources.policy.PhonePolicy;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The page gets its policy on four roads, and goes by the newest that the operators have signed.
 */
class PolicyTest {

  private static final String ALICE = "alice";
  private static final String EDGE_ROAD = "**/v1/policy";
  private static final String CALM_TEXT = "Shaking goes on in a moment.";

  /** This phone is the first of all to follow. */
  private static final String AT_ONCE = "Math.random = () => 0;";

  private static final String NO_ED25519 =
      "crypto.subtle.importKey = async () => { throw new DOMException('x', 'NotSupportedError') };";

  private static final String VERSION =
      "async () => (await import(location.origin + '/advice.js')).advice.policy.version";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final TestEdge edge = new TestEdge();

  @BeforeEach
  void start() {
    edge.clock.moveTo(TurnFixture.startFor(ALICE));
    edge.answers.putForAll(Outcome.MISS);
  }

  @AfterEach
  void close() {
    edge.close();
  }

  /** With the page in parts, as tests read what one of them knows. */
  private VisitorBuilder alice() {
    return aliceWithAllInOne().inParts();
  }

  private VisitorBuilder aliceWithAllInOne() {
    return CHROMIUM
        .visitorOf(edge)
        .as(ALICE)
        .withScript(AT_ONCE)
        .forgiving("asked for " + PolicyFixture.STATIC_URL)
        .forgiving("net::ERR_FAILED");
  }

  private void publish(PhonePolicy policy) {
    edge.follow(PolicyFixture.record(policy));
  }

  private void calm() {
    edge.follow(new ModeRecord(PlanFixture.SHOW, 1, Mode.CALM, "too many"));
  }

  private static void serveStatically(Page page, String document) {
    page.route(
        PolicyFixture.STATIC_URL,
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setHeaders(Map.of("Access-Control-Allow-Origin", "*"))
                    .setBody(document)));
  }

  private static void awaitVersion(Visitor visitor, int version) {
    visitor.page.waitForCondition(() -> visitor.evaluate(VERSION).equals(version));
  }

  private static void misses(Visitor visitor) {
    visitor.seesState("ready");
    visitor.shakes();
    visitor.seesState("missed");
  }

  // ---- the four roads

  @Test
  void shouldGoByThePolicyOfItsEdge() {
    publish(PolicyFixture.policy(1, "A cup of tea"));
    calm();

    Visitor alice = aliceWithAllInOne().open();

    alice.sees("calm", "A cup of tea", CALM_TEXT);
    alice.keepsPicture("calm-by-policy");
    assertThat(alice.calls("GET /v1/policy")).as("it came with the page").isEmpty();
  }

  @Test
  void shouldGoByThePolicyThatCameWithThePageWhereNoRoadIsOpen() {
    publish(PolicyFixture.policy(1, "A cup of tea"));
    calm();

    Visitor alice =
        aliceWithAllInOne().preparedBy(page -> page.route(EDGE_ROAD, Route::abort)).open();

    alice.sees("calm", "A cup of tea", CALM_TEXT);
  }

  @Test
  void shouldAskForOneThatCannotStandInThePage() {
    publish(PolicyFixture.policy(1, "A <b>reak"));
    calm();

    Visitor alice = aliceWithAllInOne().open();

    alice.sees("calm", "A <b>reak", CALM_TEXT);
    assertThat(alice.calls("GET /v1/policy")).hasSize(1);
  }

  @Test
  void shouldTakeTheStaticRoadWhereNoEdgeGivesThePolicy() {
    publish(PolicyFixture.policy(1, "A break"));
    Visitor alice = alice().open();
    awaitVersion(alice, 1);
    PhonePolicy newer = PolicyFixture.policy(2, "A longer break");
    serveStatically(alice.page, PolicyFixture.document(newer));
    alice.page.route(EDGE_ROAD, Route::abort);

    publish(newer);
    misses(alice);

    awaitVersion(alice, 2);
  }

  @Test
  void shouldGoByTheLastOneWhereBothAreCut() {
    publish(PolicyFixture.policy(1, "A break"));
    Visitor alice = alice().open();
    awaitVersion(alice, 1);
    alice.page.route(EDGE_ROAD, Route::abort);
    alice.page.route(PolicyFixture.STATIC_URL, Route::abort);
    calm();

    alice.page.reload();

    alice.sees("calm", "A break", CALM_TEXT);
  }

  @Test
  void shouldGoByWhatIsBuiltInWhereAllAreCut() {
    publish(PolicyFixture.policy(1, "A break"));
    calm();

    Visitor alice = alice().preparedBy(page -> page.route(EDGE_ROAD, Route::abort)).open();

    alice.sees(
        "calm",
        "A short break",
        "Very many are shaking. Your packets are safe, and shaking goes on in a moment.");
    assertThat(alice.evaluate(VERSION)).isEqualTo(0);
  }

  // ---- what is newer, older, forged

  @Test
  void shouldFollowWhenAnAnswerNamesANewerOne() {
    publish(PolicyFixture.policy(1, "A break"));
    Visitor alice = alice().open();
    awaitVersion(alice, 1);

    publish(PolicyFixture.policy(5, "A longer break"));
    misses(alice);

    awaitVersion(alice, 5);
    assertThat(alice.calls("GET /v1/policy")).hasSize(2);
  }

  @Test
  void shouldTakeNoneThatIsOlder() {
    publish(PolicyFixture.policy(3, "A break"));
    Visitor alice = alice().open();
    awaitVersion(alice, 3);
    String older = PolicyFixture.document(PolicyFixture.policy(2, "Long ago"));
    StubbedReplies.always(alice.page, EDGE_ROAD, 200, older);
    serveStatically(alice.page, older);

    publish(PolicyFixture.policy(4, "A longer break"));
    misses(alice);
    alice.page.waitForCondition(() -> alice.calls("GET /v1/policy").size() == 2);
    alice.page.waitForCondition(
        () -> !alice.errors("asked for " + PolicyFixture.STATIC_URL).isEmpty());

    assertThat(alice.evaluate(VERSION)).isEqualTo(3);
  }

  @Test
  void shouldTakeNoneThatIsForgedButTheNextRoadsTrueOne() {
    publish(PolicyFixture.policy(3, "A break"));
    Visitor alice = alice().open();
    awaitVersion(alice, 3);
    String forged = PolicyFixture.forged(PolicyFixture.policy(9, "Mine"));
    StubbedReplies.always(alice.page, EDGE_ROAD, 200, forged);
    serveStatically(alice.page, PolicyFixture.document(PolicyFixture.policy(4, "A longer break")));

    publish(PolicyFixture.policy(4, "A longer break"));
    misses(alice);

    awaitVersion(alice, 4);
  }

  /** It came with the same key, which nobody but the operators has the other half of. */
  @Test
  void shouldNotBelieveAForgedOneThatTheBrowserKept() {
    String forged = PolicyFixture.forged(PolicyFixture.policy(9, "Mine"));
    Visitor alice =
        alice()
            .withScript(
                String.format(
                    Locale.ROOT,
                    "localStorage.getItem('hongbao-policy') || localStorage.setItem('hongbao-policy', `%s`);",
                    forged.replace("\\", "\\\\")))
            .open();
    alice.seesState("ready");
    alice.page.waitForCondition(() -> !alice.calls("GET /v1/policy").isEmpty());

    assertThat(alice.evaluate(VERSION)).isEqualTo(0);
  }

  @Test
  void shouldBelieveItsEdgeAloneWhereTheBrowserKnowsNoSuchSignature() {
    publish(PolicyFixture.policy(1, "A break"));
    Visitor alice = alice().withScript(NO_ED25519).open();
    awaitVersion(alice, 1);
    PhonePolicy newer = PolicyFixture.policy(2, "A longer break");
    serveStatically(alice.page, PolicyFixture.document(newer));
    alice.page.route(EDGE_ROAD, Route::abort, new Page.RouteOptions().setTimes(1));

    publish(newer);
    misses(alice);

    alice.page.waitForCondition(
        () -> !alice.errors("asked for " + PolicyFixture.STATIC_URL).isEmpty());
    assertThat(alice.evaluate(VERSION)).isEqualTo(1);
  }

  @Test
  void shouldPlayOnWhereTheBrowserKeepsNothing() {
    publish(PolicyFixture.policy(1, "A break"));
    Visitor alice =
        alice()
            .withScript(
                "Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('x', 'SecurityError') } })")
            .open();

    awaitVersion(alice, 1);
    misses(alice);
  }

  // ---- access points

  /** An edge that the page may call, though its page comes from another. */
  private TestEdge pointFor(TestEdge own) {
    TestEdge point =
        new TestEdge(
            TestEdge.settings("edge-2")
                .withHttp(HttpTimeouts.DEFAULT, CorsOrigins.parse(own.address())));
    point.clock.moveTo(own.clock.millis());
    point.answers.putForAll(Outcome.MISS);
    return point;
  }

  @Test
  void shouldShakeAtItsAccessPointAndFailOver() {
    try (TestEdge point = pointFor(edge)) {
      PhonePolicy policy =
          PolicyFixture.policy(1, "A break", new AccessPoint(point.address(), "", "", 1));
      publish(policy);
      point.follow(PolicyFixture.record(policy));
      Visitor alice = alice().forgiving("asked for " + point.address()).open();
      awaitVersion(alice, 1);

      misses(alice);
      assertThat(point.log.shakes()).hasSize(1);
      assertThat(edge.log.shakes()).isEmpty();

      alice.page.route(point.address() + "/**", Route::abort);
      alice.timePasses(Duration.ofMillis(PlanFixture.TURN_MILLIS));
      alice.shakes();
      alice.page.waitForCondition(() -> edge.log.shakes().size() == 1);
      assertThat(point.log.shakes()).hasSize(1);
    }
  }

  @Test
  void shouldPreferPointsOfItsCarrierAndRegionAndSpreadByWeight() {
    Visitor alice = alice().open();
    String script =
        """
        async () => {
          const { originsFor } = await import(location.origin + '/advice.js');
          const point = (origin, carrier, region, weight) => ({ origin, carrier, region, weight });
          const points = [
            point("https://all.example", "", "", 1),
            point("https://light.example", "telecom", "south", 1),
            point("https://heavy.example", "telecom", "south", 3),
            point("https://north.example", "telecom", "north", 9),
            point("https://south.example", "", "south", 1),
          ];
          const first = (phone) => originsFor(points, phone, "telecom", "south")[0];
          const phones = Array.from({ length: 4000 }, (_, i) => i / 4000);
          const heavy = phones.filter((it) => first(it) === "https://heavy.example").length;
          return [
            originsFor(points, 0.5, "telecom", "south").slice(2).join(" "),
            originsFor(points, 0.5, "mobile", "").join(" "),
            heavy > 2850 && heavy < 3150, // three quarters
          ];
        }
        """;

    assertThat(alice.evaluate(script))
        .isEqualTo(
            List.of("https://south.example https://all.example ", "https://all.example ", true));
  }
}
