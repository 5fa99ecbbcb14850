package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say without a system, or when they are asked for what cannot be. */
class CommandErrorsTest {

  private static final String GALA = Path.of("..", "..", "campaigns", "gala.yaml").toString();

  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void shouldSayThatNoSystemRunsFromAFolder() {
    String expected =
        String.format(
            Locale.ROOT,
            "hongbao: no system runs from %s: start ./hongbao up --data %s, or name the folder of one that runs with --data%n",
            folder,
            folder);
    String data = "--data=" + folder;

    assertSays(3, expected, "audit", data);
    assertSays(3, expected, "trace", "first-1", "--user=u1", data);
    assertSays(3, expected, "cache", "rebuild", data);
    assertSays(3, expected, "campaign", "load", GALA, data);
    assertSays(3, expected, "audience", "--phones=1", "--rate=1", "--duration=1", data);
  }

  @Test
  void shouldSayWhereAKeyIsMissing() {
    assertSays(
        3,
        String.format(
            Locale.ROOT,
            "hongbao: no key in %s (no such file or folder): name a data folder of ./hongbao up with --data, or set HONGBAO_TICKET_KEYS%n",
            folder.resolve("keys").resolve("ticket.keys")),
        "ticket",
        "--user=u1",
        "--data=" + folder);
  }

  @Test
  void shouldCallAValueThatCannotBeWrongUse() {
    assertThat(run("audience", "--phones=1", "--rate=1", "--duration=1", "--edge=x")).isEqualTo(2);
    assertThat(err.toString()).contains("--edge x: expected http://HOST:PORT");
    assertThat(run("audience", "--phones=1", "--rate=1", "--duration=0", "--edge=x")).isEqualTo(2);
    assertThat(err.toString()).contains("--duration 0: expected seconds, 1 and up");
    String edge = "--edge=http://127.0.0.1:1";
    assertThat(run("audience", "--phones=1", "--rate=0", "--duration=1", edge)).isEqualTo(2);
    assertThat(err.toString()).contains("--rate 0: expected --arrive or --prefetch as well");
    assertThat(run("audience", "--phones=1", "--rate=1", "--duration=1", "--arrive=5", edge))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--arrive 5: expected such as 5s or 2m");
    assertThat(run("audience", "--phones=1", "--rate=1", "--duration=1", "--transport=quic"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--transport").contains(", ws]").contains("quic");
    assertThat(run("bench", "edge", "road", "--transport=ws")).isEqualTo(2);
    assertThat(err.toString()).contains("--transport ws: expected bench road and no other");
    assertThat(run("bench", "prize", "--against=" + folder)).isEqualTo(2);
    assertThat(err.toString())
        .contains("--against: expected no other benchmarks than edge, road, draw, risk");
    assertThat(run("bench", "risk", "--quick", "--against=" + folder)).isEqualTo(2);
    assertThat(err.toString()).contains("--quick --against: expected no other benchmarks than");
    assertThat(run("bench", "road", "--against=" + folder)).isEqualTo(2);
    assertThat(err.toString()).contains("--against " + folder + " is no checkout of Hongbao");
    assertThat(run("bench", "road", "--pairs=5")).isEqualTo(2);
    assertThat(err.toString()).contains("--pairs: expected --against DIR as well");
    assertThat(run("audit", "--kafka=x")).isEqualTo(2);
    assertThat(err.toString()).contains("--kafka x: expected HOST:PORT");
    assertThat(run("ticket", "--user=")).isEqualTo(2);
    assertThat(err.toString()).contains("--user '': expected 1 to 128 characters");
    assertThat(run("bench", "overload", "--cap=7")).isEqualTo(2);
    assertThat(err.toString()).contains("--cap 7: expected 20 to 5000 a second");
  }

  @Test
  void shouldSayWhyAFileCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertSays(
        3,
        String.format(
            Locale.ROOT,
            "hongbao: the folder %s cannot be written (a file is in the way): see to that, or name another with --out%n",
            file),
        "campaign",
        "seeds",
        GALA,
        "--out=" + file);
    assertSays(
        3,
        String.format(
            Locale.ROOT,
            "hongbao: cannot read %s: Not a directory%n",
            file.resolve("addresses.properties")),
        "audit",
        "--data=" + file);
  }

  @Test
  void shouldRefuseAFileThatCannotBeWrittenBeforeItsWorkBegins() {
    String rules = "--rules=" + folder;
    String aFolder = folder + ": is a folder, expected a file";

    assertThat(run("export", "--out=" + folder)).isEqualTo(2);
    assertThat(err.toString()).contains("--out " + aFolder);
    assertThat(run("rules", "backtest", rules, "--plot=" + folder)).isEqualTo(2);
    assertThat(err.toString()).contains("--plot " + aFolder);
    for (String option : List.of("--report", "--seen", "--labels")) {
      assertThat(
              run(
                  "audience",
                  "--phones=100",
                  "--rate=1",
                  "--duration=1",
                  "--bots=5",
                  "--edge=http://127.0.0.1:1",
                  option + "=" + folder))
          .isEqualTo(2);
      assertThat(err.toString()).contains(option + " " + aFolder);
    }
  }

  @Test
  void shouldKeepWhatAnEarlierAudienceHeard() throws IOException {
    Path seen = Files.writeString(folder.resolve("seen.jsonl"), "{}\n");

    assertThat(
            run(
                "audience",
                "--phones=1",
                "--rate=1",
                "--duration=1",
                "--edge=http://127.0.0.1:1",
                "--seen=" + seen))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("--seen " + seen + ": holds what was heard before, expected a new or an empty");
    assertThat(seen).hasContent("{}");
  }

  @Test
  void shouldRefuseTwoFilesOnStandardOutput() {
    assertThat(
            run(
                "audience",
                "--phones=1",
                "--rate=1",
                "--duration=1",
                "--edge=http://127.0.0.1:1",
                "--seen=-",
                "--report=/dev/stdout"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--seen and --report are both standard output");
  }

  @Test
  void shouldRefuseADataFolderThatAPartCannotBeToldBeforeAnythingIsMade() throws IOException {
    String data = "--data=" + folder.resolve("a,b");
    for (String[] command :
        new String[][] {
          {"up", data},
          {"up", data, "--processes"},
          {"bench", "edge", data},
          {"torture", data},
          {"audit", data},
          {"ticket", "--user=u1", data}
        }) {
      assertThat(run(command)).as(String.join(" ", command)).isEqualTo(2);
      assertThat(err.toString()).contains("the path has a comma");
      err.getBuffer().setLength(0);
    }
    assertThat(folder).isEmptyDirectory();
  }

  private void assertSays(int status, String sentence, String... arguments) {
    err.getBuffer().setLength(0);

    assertThat(run(arguments)).as(err.toString()).isEqualTo(status);
    assertThat(err.toString()).isEqualTo(sentence);
  }

  private int run(String... arguments) {
    return Hongbao.commandLine().setErr(new PrintWriter(err)).execute(arguments);
  }
}
