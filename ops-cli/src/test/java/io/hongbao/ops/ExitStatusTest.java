package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.files.FolderLock;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts can tell from the exit status. */
class ExitStatusTest {

  private static final String GALA = Path.of("..", "campaigns", "gala.yaml").toString();

  private static final String RULE =
      """
      id: hammer
      description: Posts as fast as it can.
      mode: shadow
      signals:
        requests_10s: {count: requests, by: user, window: 10s}
      when: requests_10s > 80
      verdict: {on: user, level: empty, for: 10m}
      """;

  private static final String CASES =
      """
      cases:
        - name: a script
          shakes:
            - {every: 100ms, for: 10s, user: bot}
          expect:
            - {who: bot, by: 6s}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  /** A data folder with keys and no system; a rule whose case fails; a campaign with problems. */
  @BeforeEach
  void writeFiles() throws IOException {
    LocalKeys.makeMissing(new DataDirectory(folder.resolve("data")));
    DataDirectory broken = new DataDirectory(folder.resolve("broken"));
    LocalKeys.makeMissing(broken);
    Files.writeString(broken.keys().resolve("sealing.key"), "no key\n");
    Files.writeString(broken.keys().resolve("ticket.keys"), "no key\n");
    Files.writeString(folder.resolve("hammer.yaml"), RULE);
    Files.writeString(folder.resolve("hammer.cases.yaml"), CASES);
    Files.writeString(folder.resolve("typo.yaml"), RULE.replace("when:", "wen:"));
    Files.writeString(folder.resolve("wrong.yaml"), "show: Gala\nturn: 5\n");
    Files.createDirectory(folder.resolve("empty"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A server is away.
        "audit --data=DIR/data --kafka=AWAY",
        "trace first-1 --user=u1 --data=DIR/data --kafka=AWAY",
        "export --out=DIR/show.csv --data=DIR/data --kafka=AWAY",
        "topics --partitions=4 --kafka=AWAY",
        "campaign load GALA --data=DIR/data --kafka=AWAY",
        "campaign seeds GALA --out=DIR/seeds --loaded --data=DIR/data --kafka=AWAY",
        "show status --data=DIR/data --kafka=AWAY",
        "show stage GALA --data=DIR/data --kafka=AWAY",
        "show cue first -3s --data=DIR/data --kafka=AWAY",
        "show end --now --data=DIR/data --kafka=AWAY",
        "show diff --data=DIR/empty",
        "cache rebuild --redis=AWAY",
        "cache keep --for=30m --redis=AWAY",
        "rules list --kafka=AWAY",
        "rules approve 2 --kafka=AWAY",
        "rules rollback --kafka=AWAY",
        "rules lift u1 --kafka=AWAY",
        "rules why u1 --kafka=AWAY",
        // No system runs from the folder.
        "audit --data=DIR/empty",
        "rules list --data=DIR/empty",
        // A key is missing, or is none.
        "ticket --user=u1 --data=DIR/empty",
        "ticket --user=u1 --data=DIR/broken",
        // A file is missing, or a folder where a file is meant.
        "campaign check DIR/none.yaml",
        "campaign check DIR/empty",
        "campaign plan DIR/none.yaml",
        "campaign seeds DIR/none.yaml --out=DIR/seeds",
        "campaign load DIR/none.yaml --data=DIR/data --kafka=AWAY",
        "rules check DIR/none.yaml",
        "rules check DIR/typo.yaml DIR/none.yaml",
        "rules check DIR/empty",
        "rules test DIR/none.yaml",
        "rules publish DIR/none.yaml --kafka=AWAY",
        "rules backtest --rules=DIR/none.yaml --file=DIR/none.csv",
        "rules backtest --rules=DIR/hammer.yaml --file=DIR/none.csv",
        "rules backtest --rules=DIR/hammer.yaml --file=DIR/hammer.yaml",
        // A folder is in use.
        "campaign seeds GALA --out=DIR/taken",
      })
  void shouldEndWith3WhatCannotBeDone(String command) {
    try (FolderLock lock = FolderLock.take(folder.resolve("taken"), "--out")) {
      int status = run(command);

      assertThat(status).as(err.toString()).isEqualTo(3);
      assertThat(lock.folder()).isDirectory();
    }
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isNotBlank().doesNotContain("fault of Hongbao", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "campaign check DIR/wrong.yaml",
        "campaign plan DIR/wrong.yaml",
        "campaign seeds DIR/wrong.yaml --out=DIR/seeds",
        "campaign load DIR/wrong.yaml --data=DIR/data --kafka=AWAY",
        "rules check DIR/typo.yaml",
        "rules test DIR/typo.yaml",
        "rules test DIR/hammer.yaml",
        "rules publish DIR/hammer.yaml --kafka=AWAY",
        "rules publish DIR/typo.yaml --kafka=AWAY",
        "rules backtest --rules=DIR/typo.yaml --file=DIR/none.csv",
      })
  void shouldEndWith1WhatWasCheckedAndIsBad(String command) {
    int status = run(command);

    assertThat(status).as(err.toString()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show",
        "show cue first",
        "show cue first 5s --data=DIR/data",
        "show cue first +5",
        "show cue first --now",
        "show mode 4 --reason=flood",
        "show mode 2",
        "show beacon first",
        "show beacon first --failed --value=00",
        "show beacon first --value=xyz",
        "show pause",
        "show approve two",
        "cache keep --redis=AWAY",
        "cache keep --for=9m --redis=AWAY",
        "cache keep --for=long --redis=AWAY",
      })
  void shouldEndWith2WhatIsNotUnderstood(String command) {
    int status = run(command);

    assertThat(status).as(err.toString()).isEqualTo(2);
  }

  /** Nothing is written that no later command could complete. */
  @Test
  void shouldEndWith2WhatTheLogCouldNotHold() {
    assertThat(run("show mode 1 --data=DIR/data --reason=" + "x".repeat(201))).isEqualTo(2);
    assertThat(err.toString()).contains("--reason has 201 characters: expected at most 200");
  }

  @Test
  void shouldEndWith3WhateverFailsButAFailedCheck() {
    assertThat(
            List.of(
                new OperationFailedException("a version does not exist"),
                new NoSuchFileException("show.csv"),
                new UncheckedIOException(new IOException("the disk is full")),
                new TimeoutException("no record came"),
                new InterruptedException(),
                new IllegalStateException("a fault"),
                new StackOverflowError()))
        .allMatch(failure -> ExitStatus.of(failure) == ExitStatus.NOT_DONE);
    assertThat(ExitStatus.of(new ExitStatus.CheckFailedException("no such shake")))
        .isEqualTo(ExitStatus.CHECK_FAILED);
  }

  @Test
  void shouldListAllStatusesInTheHelpOfTheWholeCommand() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString().lines().map(String::strip))
        .contains("Exit status of every command:")
        .anyMatch(line -> line.startsWith("0     It was done, and whatever was checked is right."))
        .anyMatch(line -> line.startsWith("1     It was done, and the result is bad"))
        .anyMatch(line -> line.startsWith("2     The command was not understood."))
        .anyMatch(line -> line.startsWith("3     It could not be done"))
        .anyMatch(line -> line.startsWith("141   Nobody reads standard output any more."));
  }

  private int run(String command) {
    String[] arguments =
        Arrays.stream(command.split(" ", -1))
            .map(
                word ->
                    word.replace("DIR", folder.toString())
                        .replace("GALA", GALA)
                        .replace("AWAY", "127.0.0.1:" + FreePorts.next()))
            .toArray(String[]::new);
    return CommandLines.of(new OpsMain())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
