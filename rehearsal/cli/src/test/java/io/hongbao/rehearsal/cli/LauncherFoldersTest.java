package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code ./hongbao}, in checkouts that are built, with a Java that says how it is run.
 */
class LauncherFoldersTest {

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      printf 'LC_ALL=%s\\n' "${LC_ALL-}"
      printf '%s\\n' "$@"
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"plain", "check out 中文", "%20#?;", "[a]*", "it's \"q\"", "$HOME", "-x"})
  void shouldRunWhatIsBuiltInAFolderOfAnyName(String name) throws Exception {
    Path checkout = checkout(name);
    // What a pattern would find beside it.
    Files.createDirectories(folder.resolve("a/rehearsal/cli/target/app"));
    Files.writeString(folder.resolve("a/rehearsal/cli/target/app/one.jar"), "");

    List<String> said = run(checkout, Map.of("LC_ALL", "C.UTF-8"), "ticket", "--user", "* 中");

    assertThat(said)
        .contains(
            "-Dhongbao.home=" + checkout, app(checkout, "one.jar") + ":" + app(checkout, "two.jar"))
        .endsWith("ticket", "--user", "* 中");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a\\b", "a${b", "a\nb", "a!/b"})
  void shouldRefuseAFolderThatJavaOrMavenCannotWorkIn(String name) throws Exception {
    Path checkout = checkout(name);

    List<String> said = run(checkout, Map.of(), "--version");

    assertThat(String.join("\n", said))
        .startsWith(
            "hongbao: Java and Maven cannot work in the folder of this checkout, whose path")
        .endsWith("move it: " + checkout);
  }

  @Test
  void shouldReadNamesAsUtf8WhereTheLocaleKnowsNone() throws Exception {
    Path plain = checkout("plain");
    Path named = checkout("中文");

    for (String locale : List.of("C", "POSIX", "xx_YY.UTF-8")) {
      assertThat(run(plain, Map.of("LC_ALL", locale), "ticket")).contains("LC_ALL=" + locale);
      assertThat(run(plain, Map.of("LC_ALL", locale), "--data=中")).contains("LC_ALL=C.UTF-8");
      assertThat(run(named, Map.of("LC_ALL", locale), "ticket")).contains("LC_ALL=C.UTF-8");
      assertThat(run(plain, Map.of("LC_ALL", locale, "HONGBAO_DATA", "中"), "ticket"))
          .contains("LC_ALL=C.UTF-8");
    }
    assertThat(run(named, Map.of("LC_ALL", "C.UTF-8"), "--data=中")).contains("LC_ALL=C.UTF-8");
  }

  /** One that looks built. */
  private Path checkout(String name) throws IOException {
    Path checkout = Files.createDirectories(folder.resolve(name));
    Files.copy(Path.of("..", "..", "hongbao"), checkout.resolve("hongbao"));
    Path target = Files.createDirectories(checkout.resolve("rehearsal/cli/target"));
    Files.createDirectories(target.resolve("app"));
    Files.writeString(Path.of(app(checkout, "one.jar")), "");
    Files.writeString(Path.of(app(checkout, "two.jar")), "");
    Path java = Files.createDirectories(folder.resolve("java home/bin")).resolve("java");
    Files.writeString(java, JAVA);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(target.resolve("app.java"), java.toRealPath() + "\n");
    Files.writeString(
        target.resolve("app.classpath"),
        app(checkout, "one.jar") + ":" + app(checkout, "two.jar") + "\n");
    return checkout;
  }

  private static String app(Path checkout, String jar) {
    return checkout.resolve("rehearsal/cli/target/app").resolve(jar).toString();
  }

  private List<String> run(Path checkout, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("./hongbao"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(checkout.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("LC_.*|LANG|HONGBAO_.*"));
    builder.environment().put("JAVA_HOME", folder.resolve("java home").toString());
    builder.environment().putAll(environment);
    Process launcher = builder.start();
    String said =
        new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    launcher.waitFor();
    return said.lines().toList();
  }
}
