package io.hongbao.rehearsal.docker;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Who copies {@code .env.example} sees every variable, and changes nothing by copying it. */
final class VariableCheck implements Check {

  @Override
  public List<String> problems(Compose compose) {
    var examples = new Properties();
    try (Reader reader = Files.newBufferedReader(compose.folder().resolve(".env.example"))) {
      examples.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> problems = new ArrayList<>();
    compose
        .variables()
        .forEach(
            (name, otherwise) -> {
              String example = examples.getProperty(name);
              if (example == null) {
                problems.add(name + " is not in .env.example");
              } else if (!otherwise.isEmpty() && !otherwise.equals(example)) {
                problems.add(name + " is " + otherwise + ", in .env.example " + example);
              }
            });
    for (String name : examples.stringPropertyNames()) {
      if (!compose.variables().containsKey(name)) {
        problems.add(name + " of .env.example is used by nobody");
      }
    }
    return problems;
  }
}
