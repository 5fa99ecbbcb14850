package io.hongbao.rehearsal.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The stages of a Dockerfile.
 *
 * @param stages in their order
 */
record Dockerfile(List<Stage> stages) {

  /**
   * @param name as in {@code FROM image AS name}
   * @param image what it starts from
   * @param instructions all that follow
   */
  record Stage(String name, String image, List<Instruction> instructions) {

    List<Instruction> all(String keyword) {
      return instructions.stream().filter(it -> it.keyword().equals(keyword)).toList();
    }
  }

  /**
   * @param keyword in capitals
   * @param words what follows it, lines joined
   */
  record Instruction(String keyword, List<String> words) {}

  static Dockerfile read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static Dockerfile parse(String text) {
    List<Stage> stages = new ArrayList<>();
    String joined = text.replaceAll("(?m)^\\s*#.*\\R", "").replaceAll("\\\\\\R\\s*", " ");
    for (String line : joined.split("\\R")) {
      if (!line.isBlank()) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        var instruction =
            new Instruction(words.get(0).toUpperCase(Locale.ROOT), words.subList(1, words.size()));
        if (instruction.keyword().equals("FROM")) {
          String name = words.size() == 4 ? words.get(3) : "";
          stages.add(new Stage(name, words.get(1), new ArrayList<>()));
        } else {
          stages.get(stages.size() - 1).instructions().add(instruction);
        }
      }
    }
    return new Dockerfile(stages);
  }
}
