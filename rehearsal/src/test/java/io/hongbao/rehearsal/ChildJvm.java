package io.hongbao.rehearsal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own for what a test wants to kill. */
public final class ChildJvm {

  /** What a child would take from the machine, and its test does not. */
  private static final List<String> LOCALE =
      List.of("user.language", "user.country", "user.extensions", "user.timezone");

  private ChildJvm() {}

  /** Standard output and error go to {@code output}. */
  public static Process start(Path output, Class<?> main, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    for (String name : LOCALE) {
      command.add("-D" + name + "=" + System.getProperty(name, ""));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
