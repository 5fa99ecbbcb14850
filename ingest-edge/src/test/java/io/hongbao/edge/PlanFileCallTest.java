package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.draw.Control;
import io.hongbao.edge.fixtures.InMemoryPlanLog;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.planfile.PlanDelivery;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.ApprovalRecord;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanFile;
import io.hongbao.wire.records.PlanFile.Checks;
import io.hongbao.wire.records.PlanFile.Entry;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShowRecord;
import io.hongbao.wire.records.SignedControl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an edge does with plan files, while the log is there and while it is not. */
class PlanFileCallTest {

  private static final long ACTIVATES = TestEdge.NOW_MILLIS + 60_000;

  private static final PlanRecord NEXT =
      PlanFixture.aPlan().numbered(2).activeFrom(ACTIVATES).toRecord();

  private final TestEdge edge = new TestEdge();

  @AfterEach
  void close() {
    edge.close();
  }

  private static Entry entry(ShowRecord record) {
    return Entry.of(record, PlanFixture.SIGNING_KEY);
  }

  private static OpRecord op(long number, OpRecord.Op op, long lastControl) {
    List<Long> controls =
        lastControl == 0 ? List.of() : Collections.nCopies(PlanFixture.BUCKETS, lastControl);
    return new OpRecord(PlanFixture.SHOW, number, TestEdge.NOW_MILLIS, "ada", false, op, controls);
  }

  static PlanFile file(long number, List<Entry> entries) {
    return file(number, Checks.NONE, entries);
  }

  private static PlanFile file(long number, Checks checks, List<Entry> entries) {
    return PlanFile.sign(
        PlanFixture.SIGNING_KEY, PlanFixture.SHOW, number, PlanFixture.PARTITIONS, checks, entries);
  }

  static List<Entry> mode(long op, Mode mode) {
    OpRecord begun = op(op, new OpRecord.SetMode(mode, "a test"), 0);
    return List.of(
        entry(begun),
        entry(new ModeRecord(PlanFixture.SHOW, op, mode, "a test")),
        entry(begun.done()));
  }

  /** Operations 5 to 7: staged, appended, activated. */
  private static PlanFile plan() {
    return plan(Checks.NONE);
  }

  private static PlanFile plan(Checks checks) {
    List<Entry> entries = new ArrayList<>();
    OpRecord stage = op(5, new OpRecord.Stage(NEXT.staged()), 0);
    entries.addAll(List.of(entry(stage), entry(NEXT.staged()), entry(stage.done())));
    OpRecord append = op(6, new OpRecord.AppendPlan(2, ACTIVATES), 3);
    entries.add(entry(append));
    // The edge looks into no control: these stand for the terms.
    entries.addAll(controls(3));
    entries.add(entry(append.done()));
    OpRecord activate = op(7, new OpRecord.Activate(2, ACTIVATES, true), 4);
    entries.add(entry(NEXT.activatingAt(ACTIVATES)));
    entries.add(entry(activate));
    entries.add(entry(NEXT.activatingAt(ACTIVATES)));
    entries.addAll(controls(4));
    entries.add(entry(NEXT));
    entries.add(entry(activate.done()));
    return file(7, checks, entries);
  }

  private static List<Entry> controls(long number) {
    List<Entry> controls = new ArrayList<>();
    for (int bucket = 0; bucket < PlanFixture.BUCKETS; bucket++) {
      controls.add(
          Entry.of(
              SignedControl.sign(
                  PlanFixture.SIGNING_KEY,
                  new BucketKey(PlanFixture.SHOW, bucket),
                  number,
                  ControlCodec.of(new Control.Activate(2, ACTIVATES)))));
    }
    return controls;
  }

  private static HttpResponse<String> post(TestEdge to, byte[] body) {
    return to.send(
        HttpRequest.newBuilder(URI.create(admin(to) + "/plan"))
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static String admin(TestEdge of) {
    return "http://127.0.0.1:" + of.edge.adminPort();
  }

  private static void awaitState(TestEdge of, PlanFile file, String state) {
    await().until(() -> post(of, file.toBytes()).body().contains("\"state\":\"" + state + "\""));
  }

  private static long inForce(TestEdge edge) {
    return edge.shows.planAt(ACTIVATES).orElseThrow().number();
  }

  private static boolean knows(TestEdge edge, long plan) {
    return edge.shows.showsNotOver().stream().anyMatch(show -> show.highestPlan() >= plan);
  }

  @Test
  void shouldAppendAPlanInItsOrderAndFollowItThen() {
    HttpResponse<String> reply = post(edge, plan().toBytes());

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).startsWith("{\"show\":\"gala\",\"number\":7,\"state\":\"");
    awaitState(edge, plan(), "APPENDED");
    assertThat(edge.planLog.showKeys())
        .containsExactly(
            "gala/op/5",
            "gala/plan/2",
            "gala/op/5",
            "gala/op/6",
            "gala/op/6",
            "gala/plan/2",
            "gala/op/7",
            "gala/plan/2",
            "gala/plan/2",
            "gala/op/7");
    assertThat(edge.planLog.controls()).hasSize(2 * PlanFixture.BUCKETS);
    assertThat(inForce(edge)).isEqualTo(2);
  }

  @Test
  void shouldKeepWhatItHasUntilTheLogIsBack() {
    // Given
    edge.planLog.setAway(true);

    // When
    post(edge, plan().toBytes());
    await().until(() -> edge.planLog.refused() > 1);

    // Then
    awaitState(edge, plan(), "WAITING");
    assertThat(knows(edge, 2)).isFalse();
    assertThat(inForce(edge)).isEqualTo(1);

    // When
    edge.planLog.setAway(false);

    // Then
    awaitState(edge, plan(), "APPENDED");
    assertThat(inForce(edge)).isEqualTo(2);
  }

  @Test
  void shouldFollowAModeOnceItIsInTheLog() {
    edge.planLog.setAway(true);
    post(edge, file(5, mode(5, Mode.CALM)).toBytes());
    await().until(() -> edge.planLog.refused() > 0);
    assertThat(edge.shows.modeOf(PlanFixture.SHOW)).isEqualTo(Mode.NORMAL);

    edge.planLog.setAway(false);

    await().until(() -> edge.shows.modeOf(PlanFixture.SHOW) == Mode.CALM);
  }

  @Test
  void shouldNeverTakeAnOlderFileNorAnotherOneOfItsNumber() {
    edge.planLog.setAway(true);
    post(edge, file(6, mode(5, Mode.CALM)).toBytes());

    HttpResponse<String> older = post(edge, file(5, mode(5, Mode.SHARE)).toBytes());
    HttpResponse<String> other = post(edge, file(6, mode(5, Mode.SHARE)).toBytes());

    assertThat(older.statusCode()).isEqualTo(409);
    assertThat(older.body()).contains("file 6 is known, expected a newer one");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("another file of that number is known");
    assertThat(post(edge, file(6, mode(5, Mode.CALM)).toBytes()).statusCode()).isEqualTo(200);
    assertThat(post(edge, file(7, mode(5, Mode.CALM)).toBytes()).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRefuseWhatIsNoFileOfItsOperators() {
    byte[] sound = plan().toBytes();
    byte[] cut = Arrays.copyOf(sound, sound.length - 1);
    PlanFile forged =
        PlanFile.sign(
            SigningKey.generate().signingKey(), "gala", 7, 8, Checks.NONE, plan().entries());

    assertThat(post(edge, new byte[0]).statusCode()).isEqualTo(400);
    assertThat(post(edge, "{}".getBytes(StandardCharsets.UTF_8)).body())
        .contains("the body is not a plan file: plan file: format version 123, expected 1");
    assertThat(post(edge, cut).statusCode()).isEqualTo(400);
    assertThat(post(edge, forged.toBytes()).body()).contains("signature is wrong");
    assertThat(post(edge, new byte[PlanFile.MAX_BYTES + 1]).statusCode()).isEqualTo(413);
    assertThat(edge.admin("/plan").statusCode()).isEqualTo(405);
    assertThat(edge.planLog.showKeys()).isEmpty();
  }

  @Test
  void shouldGiveAFileUpIfOthersOperatedTheShowMeanwhile() {
    // Given
    OpRecord others = op(5, new OpRecord.SetMode(Mode.SHARE, "others"), 0);
    edge.follow(others);

    // When
    post(edge, plan().toBytes());

    // Then
    awaitState(edge, plan(), "OVERTAKEN");
    assertThat(edge.planLog.controls()).isEmpty();
    assertThat(edge.planLog.showKeys()).isEmpty();
    assertThat(post(edge, plan().toBytes()).body())
        .contains("the log has another operation 5 of ada, so nothing of the file counts");
    assertThat(post(edge, file(8, mode(6, Mode.CALM)).toBytes()).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTakeBackWhatEdgesHeardOfAPlanThatAnotherOperationWasFasterThan() {
    // Given
    OpRecord others = op(7, new OpRecord.SetMode(Mode.SHARE, "others"), 0);
    edge.planLog.before("gala/op/7", () -> edge.follow(others));

    // When
    post(edge, plan().toBytes());

    // Then
    awaitState(edge, plan(), "OVERTAKEN");
    await().until(() -> edge.planLog.showKeys().size() == 10);
    assertThat(edge.planLog.showKeys().subList(5, 10))
        .as("announced, refused, the first one kept, and taken back")
        .containsExactly("gala/plan/2", "gala/op/7", "gala/plan/2", "gala/op/7", "gala/plan/2");
    assertThat(edge.planLog.controls()).as("terms alone").hasSize(PlanFixture.BUCKETS);
    assertThat(inForce(edge)).isEqualTo(1);
  }

  @Test
  void shouldRefuseAPlanThatWasCheckedAgainstLessThanTheLogKnows() {
    // Given
    edge.follow(new ApprovalRecord(true, TestEdge.NOW_MILLIS, "up"));

    // When
    HttpResponse<String> unapproved = post(edge, plan().toBytes());
    HttpResponse<String> mode = post(edge, file(5, mode(5, Mode.CALM)).toBytes());
    edge.follow(envelope(3));
    HttpResponse<String> unbounded = post(edge, plan(new Checks(2, true)).toBytes());
    HttpResponse<String> bounded = post(edge, plan(new Checks(3, true)).toBytes());

    // Then
    assertThat(unapproved.statusCode()).isEqualTo(409);
    assertThat(unapproved.body()).contains("plans must be approved by a second person");
    assertThat(mode.statusCode()).isEqualTo(200);
    assertThat(unbounded.statusCode()).isEqualTo(409);
    assertThat(unbounded.body())
        .contains("envelope 3 bounds show gala, and the file was checked against envelope 2");
    assertThat(bounded.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldNotAppendPartsOfAFileWhosePlanComesTooLate() {
    // The log refuses it once, and while it waits for the next try it becomes too late.
    edge.planLog.refuseOnceAfter(() -> edge.clock.moveTo(ACTIVATES - 1_999));

    post(edge, plan().toBytes());

    awaitState(edge, plan(), "TOO_LATE");
    assertThat(edge.planLog.showKeys()).isEmpty();
    assertThat(edge.planLog.controls()).isEmpty();
    assertThat(inForce(edge)).isEqualTo(1);
  }

  @Test
  void shouldShowWhichFileCameLastAndThatItWaits() {
    assertThat(edge.admin("/metrics").body())
        .contains("hongbao_edge_plan_file 0.0")
        .contains("hongbao_edge_plan_files_waiting 0.0");
    edge.planLog.setAway(true);

    post(edge, plan().toBytes());

    assertThat(edge.admin("/metrics").body())
        .contains("hongbao_edge_plan_file 7.0")
        .contains("hongbao_edge_plan_files_waiting 1.0");
    edge.planLog.setAway(false);
    awaitState(edge, plan(), "APPENDED");
    assertThat(edge.admin("/metrics").body()).contains("hongbao_edge_plan_files_waiting 0.0");
  }

  private static EnvelopeRecord envelope(long number) {
    return EnvelopeRecord.approve(
        new Envelope("gala", 1, 1, 1, 1, List.of(), ACTIVATES),
        number,
        TestEdge.NOW_MILLIS,
        "bob",
        PlanFixture.SIGNING_KEY);
  }

  @Test
  void shouldRefuseAFileWhosePlanWasToCountByNow() {
    edge.clock.moveTo(ACTIVATES - 1_999);

    HttpResponse<String> late = post(edge, plan().toBytes());

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("its plan was to count from");
  }

  @Test
  void shouldPassAFileOnAndAppendItThroughAnotherEdge() {
    InMemoryPlanLog shared = new InMemoryPlanLog();
    InMemoryPlanLog unreachable = new InMemoryPlanLog();
    unreachable.setAway(true);
    try (TestEdge second = new TestEdge(TestEdge.settings("edge-2"), shared);
        TestEdge first =
            new TestEdge(
                TestEdge.settings("edge-3")
                    .withPlanDelivery(
                        new PlanDelivery(Optional.empty(), List.of(URI.create(admin(second))))),
                unreachable)) {
      shared.readBy(first.shows::accept);

      post(first, plan().toBytes());

      await().until(() -> inForce(first) == 2 && inForce(second) == 2);
      unreachable.setAway(false);
      awaitState(first, plan(), "APPENDED");
      assertThat(unreachable.showKeys()).as("it is done already").isEmpty();
    }
  }

  @Test
  void shouldTakeFilesOutOfItsFolder(@TempDir Path folder) throws IOException {
    try (TestEdge other =
        new TestEdge(
            TestEdge.settings("edge-4")
                .withPlanDelivery(new PlanDelivery(Optional.of(folder), List.of())),
            new InMemoryPlanLog())) {
      Files.write(folder.resolve("a.plan"), new byte[] {1, 2, 3});
      Files.write(folder.resolve("b.plan"), file(5, mode(5, Mode.CALM)).toBytes());

      await().until(() -> other.shows.modeOf(PlanFixture.SHOW) == Mode.CALM);
    }
  }

  @Test
  void shouldTakeTheNewestFileOfItsFolderFirst(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("a.plan"), file(5, mode(5, Mode.SHARE)).toBytes());
    Files.write(folder.resolve("b.plan"), file(6, mode(5, Mode.CALM)).toBytes());
    try (TestEdge other =
        new TestEdge(
            TestEdge.settings("edge-5")
                .withPlanDelivery(new PlanDelivery(Optional.of(folder), List.of())),
            new InMemoryPlanLog())) {

      await().until(() -> other.shows.modeOf(PlanFixture.SHOW) != Mode.NORMAL);

      assertThat(other.shows.modeOf(PlanFixture.SHOW)).isEqualTo(Mode.CALM);
    }
  }
}
