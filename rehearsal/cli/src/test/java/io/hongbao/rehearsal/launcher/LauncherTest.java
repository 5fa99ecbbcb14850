package io.hongbao.rehearsal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does, in a checkout whose Maven and Java are scripts. */
class LauncherTest {

  private static final Path LAUNCHER = Path.of(System.getProperty("hongbao.root"), "hongbao");

  @TempDir private Path root;

  private final List<Process> started = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void copyTheLauncher() throws IOException {
    script("hongbao", Files.readString(LAUNCHER));
    script("tools/install-chromium.sh", "#!/bin/sh\n");
    script("tools/install-notebooks.sh", "#!/bin/sh\n");
  }

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  /** What Maven does and says; it notes what it was asked for. */
  private void maven(String does) throws IOException {
    script(
        "bin/mvn",
        String.format(Locale.ROOT, "#!/usr/bin/env bash\necho \"$*\" >%s/asked\n%s\n", root, does));
  }

  private static String report(String module, String tests) {
    return String.format(
        Locale.ROOT,
        """
        mkdir -p %1$s/target/surefire-reports
        cat >%1$s/target/surefire-reports/TEST-io.hongbao.edge.PageTest.xml <<'END'
        <testsuite name="io.hongbao.edge.PageTest" tests="3" errors="0" failures="1">
        %2$s
        </testsuite>
        END
        """,
        module,
        tests);
  }

  @Test
  void shouldEndWithWhatFailedAndHowToRunItAlone() throws Exception {
    maven(
        report(
                "edge",
                """
                  <testcase name="shouldDraw" classname="io.hongbao.edge.PageTest" time="0.1"/>
                  <testcase name="shouldSay(Device, &quot;a b&quot;)[1]" classname="io.hongbao.edge.PageTest" time="0.1">
                    <failure message="not so" type="x">trace</failure>
                  </testcase>
                  <testcase name="shouldSay(Device, &quot;a b&quot;)[2]" classname="io.hongbao.edge.PageTest" time="0.1">
                    <failure message="not so" type="x">trace</failure>
                  </testcase>
                  <testcase name="shouldRun" classname="io.hongbao.edge.PageTest$Inner" time="0.1">
                    <error message="&lt;failure " type="x">trace</error>
                  </testcase>
                """)
            + report(
                "jobs",
                """
                  <testcase name="" classname="io.hongbao.jobs.JobTest" time="0.1">
                    <error type="x">trace</error>
                  </testcase>
                """)
            + """
              echo "[INFO] Tests run: 9, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s -- in X"
              echo "[ERROR] Tests run: 1,200, Failures: 2, Errors: 2, Skipped: 1"
              echo "[INFO] Tests run: 6, Failures: 0, Errors: 0, Skipped: 0"
              """);

    Ended test = run("test");

    assertThat(test.status()).isEqualTo(1);
    assertThat(asked()).isEqualTo("-B -ntp --fail-at-end -Dmaven.test.failure.ignore=true verify");
    assertThat(test.lastLines(5))
        .containsExactly(
            "hongbao test: what failed, and how to run it alone:",
            "  ./hongbao test -pl edge -Dtest='PageTest#shouldSay'",
            "  ./hongbao test -pl edge -Dtest='PageTest$Inner#shouldRun'",
            "  ./hongbao test -pl jobs -Dtest='io.hongbao.jobs.JobTest'",
            "hongbao test: FAILED, 1206 tests run, 2 failed, 2 in error, 1 skipped, N s");
  }

  @Test
  void shouldNotTakeAnOldReportForAFailure() throws Exception {
    Path old = root.resolve("edge/target/surefire-reports/TEST-io.hongbao.edge.OldTest.xml");
    Files.createDirectories(old.getParent());
    Files.writeString(
        old,
        """
        <testcase name="shouldDraw" classname="io.hongbao.edge.OldTest" time="0.1">
          <failure type="x"/>
        </testcase>
        """);
    Files.setLastModifiedTime(old, FileTime.fromMillis(0));
    maven("echo '[ERROR] COMPILATION ERROR'; exit 1");

    Ended test = run("test");

    assertThat(test.status()).isEqualTo(3);
    assertThat(test.output()).doesNotContain("OldTest");
    assertThat(test.lastLines(2))
        .containsExactly(
            String.format(
                Locale.ROOT,
                "hongbao test: no failed test is reported, but the build failed; why is above and in %s/rehearsal/cli/target/test.log",
                root),
            "hongbao test: FAILED, 0 tests run, 0 failed, 0 in error, 0 skipped, N s");
  }

  @Test
  void shouldBringTheModulesThatATestNeedsAndRefuseANameThatNoTestHas() throws Exception {
    maven("exit 0");

    Ended none = run("test", "-pl", "edge", "-Dtest=NoTest");

    assertThat(asked())
        .isEqualTo(
            "-B -ntp --fail-at-end -Dmaven.test.failure.ignore=true verify -am -Dsurefire.failIfNoSpecifiedTests=false -pl edge -Dtest=NoTest");
    assertThat(none.status()).isEqualTo(3);
    assertThat(none.lastLines(1))
        .containsExactly(
            "hongbao test: FAILED, no test was run, 0 tests run, 0 failed, 0 in error, 0 skipped, N s");
  }

  @Test
  void shouldEndAGreenRunWithItsCountAndNothingElse() throws Exception {
    maven("echo '[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0'");

    Ended test = run("test", "-pl", "domain");

    assertThat(test.status()).isZero();
    assertThat(test.output().lines().map(LauncherTest::withoutSeconds))
        .containsExactly(
            "[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0",
            "hongbao test: passed, 3 tests run, 0 failed, 0 in error, 0 skipped, N s");
  }

  @Test
  void shouldSayWhoTestsInThisCheckoutAndLeaveThemInPeace() throws Exception {
    maven(
        String.format(
            Locale.ROOT, "touch %1$s/running; until [ -e %1$s/go ]; do sleep 0.05; done", root));
    Process first = start("first", "test", "-pl", "domain");
    await().until(() -> Files.exists(root.resolve("running")));

    Ended second = run("test");
    Ended build = run("ticket", "--user", "u1");

    assertThat(List.of(second.status(), build.status())).containsExactly(3, 3);
    assertThat(List.of(second.output(), build.output()))
        .allSatisfy(
            said ->
                assertThat(said)
                    .matches(
                        String.format(
                            Locale.ROOT,
                            "hongbao: \\S+ is in use by ./hongbao test -pl domain \\(process %d, since [-0-9]{10} [:0-9]{8}\\): wait for its end, or stop it\n",
                            first.pid())));
    assertThat(asked()).as("by the first").endsWith("-pl domain");
    Files.createFile(root.resolve("go"));
    assertThat(first.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** As a JVM does that is told to list its classes, or to make an archive of a list. */
  @Test
  void shouldStartCommandsOfAShowFromClassDataOnceAnEarlierOneHasListedItsClasses()
      throws Exception {
    javaOfABuild(
        """
        for option in "$@"; do
          case $option in
            -XX:DumpLoadedClassList=*) echo "$LISTED" >"${option#*=}" ;;
            -XX:SharedArchiveFile=*) [ "$1" != -Xshare:dump ] || echo "class data" >"${option#*=}" ;;
          esac
        done
        """);
    Path archive = root.resolve("rehearsal/cli/target/app.classes/show.jsa");

    List<String> started = new ArrayList<>();
    for (String listed :
        List.of("org/example/Main", "org/apache/kafka/clients/producer/KafkaProducer")) {
      started.add(javaOptions(listed, "show", "cue", "second", "now"));
    }
    started.add(javaOptions("", "show", "pause", "second"));
    await().until(() -> Files.exists(archive));
    started.add(javaOptions("", "show", "status"));
    started.add(javaOptions("", "ticket", "--user", "u1"));

    assertThat(started.subList(0, 2))
        .as("the first did not reach Kafka")
        .allMatch(options -> options.contains("-XX:DumpLoadedClassList="));
    assertThat(started.get(2)).doesNotContain("DumpLoadedClassList", "SharedArchiveFile");
    assertThat(started.get(3)).contains("-XX:SharedArchiveFile=" + archive);
    assertThat(started.get(4)).doesNotContain("SharedArchiveFile");
  }

  @Test
  void shouldLetExportsAndBacktestsYieldToTheDraw() throws Exception {
    javaOfABuild(String.format(Locale.ROOT, "nice >%s/niceness\n", root));

    int ofShow = niceness("show", "status");

    int yielding = Math.min(19, ofShow + 10);
    assertThat(niceness("export", "--out", "rows.csv")).isEqualTo(yielding);
    assertThat(niceness("rules", "backtest", "rules.yaml")).isEqualTo(yielding);
    assertThat(niceness("rules", "publish", "rules.yaml")).isEqualTo(ofShow);
    assertThat(niceness("audit")).isEqualTo(ofShow);
  }

  /** How far the command's Java steps back behind others, as the machine says. */
  private int niceness(String... arguments) throws Exception {
    assertThat(run(arguments).status()).isZero();
    return Integer.parseInt(Files.readString(root.resolve("niceness")).strip());
  }

  /** A checkout that was built, with a Java that notes what it was started with. */
  private void javaOfABuild(String does) throws IOException {
    Path out =
        Files.createDirectories(root.resolve("rehearsal/cli/target/app.classes")).getParent();
    Path jar = Files.createFile(out.resolve("hongbao.jar"));
    script(
        "bin/java",
        String.format(
            Locale.ROOT,
            "#!/usr/bin/env bash\ncase $1 in -Xshare:dump) ;; *) echo \"$*\" >%s/asked ;; esac\n%s",
            root,
            does));
    Files.writeString(out.resolve("app.java"), root.resolve("bin/java") + "\n");
    Files.writeString(out.resolve("app.classpath"), jar + "\n");
  }

  private String javaOptions(String listed, String... arguments) throws Exception {
    environment.put("LISTED", listed);
    assertThat(run(arguments).status()).isZero();
    return asked();
  }

  private record Ended(int status, String output) {

    List<String> lastLines(int count) {
      List<String> lines = output.lines().map(LauncherTest::withoutSeconds).toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
  }

  private static String withoutSeconds(String line) {
    return line.replaceAll("skipped, [0-9]+ s$", "skipped, N s");
  }

  private Ended run(String... arguments) throws Exception {
    Process process = start("output", arguments);
    assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(root.resolve("output")));
  }

  private Process start(String output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(root.resolve("hongbao").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve(output).toFile());
    builder
        .environment()
        .merge("PATH", root.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String asked() throws IOException {
    return Files.readString(root.resolve("asked")).strip();
  }

  private void script(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
