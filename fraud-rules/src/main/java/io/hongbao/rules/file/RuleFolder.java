package io.hongbao.rules.file;

import io.hongbao.yaml.BoundedFile;
import io.hongbao.yaml.Problem;
import io.hongbao.yaml.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads rule files from disk: single ones, or all of a folder without their cases. */
public final class RuleFolder {

  private static final String RULE_ENDING = ".yaml";
  private static final String CASES_ENDING = ".cases.yaml";

  private RuleFolder() {}

  /**
   * Reads files and folders. A file that cannot be read is a problem like any other; a rule without
   * cases beside it is a warning.
   */
  public static RuleReadResult read(List<Path> paths) {
    RuleBounds bounds = RuleBounds.DEFAULT;
    List<Problem> problems = new ArrayList<>();
    List<Problem> warnings = new ArrayList<>();
    List<RuleText> texts = new ArrayList<>();
    for (Path path : filesOf(paths, problems)) {
      Problems found = new Problems(path.toString(), bounds.maxProblems());
      Optional<RuleText> text = read(path, bounds, found);
      problems.addAll(found.byPlace());
      text.ifPresent(texts::add);
      if (text.isPresent() && !text.get().isLists() && !Files.exists(casesOf(path))) {
        warnings.add(
            new Problem(
                path.toString(),
                1,
                1,
                "rule without cases, expected " + casesOf(path).getFileName() + " beside it"));
      }
    }
    RuleReadResult reading = RuleReader.read(texts, bounds);
    problems.addAll(reading.problems());
    warnings.addAll(reading.warnings());
    return new RuleReadResult(
        texts,
        reading.rules(),
        reading.lists(),
        problems.stream().sorted().toList(),
        warnings.stream().sorted().toList());
  }

  /** The file in which a rule's cases stand. */
  public static Path casesOf(Path rule) {
    String name = rule.getFileName().toString();
    int ending = name.endsWith(RULE_ENDING) ? RULE_ENDING.length() : 0;
    return rule.resolveSibling(name.substring(0, name.length() - ending) + CASES_ENDING);
  }

  /** The rule that a file of cases is beside; any other path itself. */
  public static Path ruleOf(Path path) {
    Path name = path.getFileName();
    if (name == null || !name.toString().endsWith(CASES_ENDING)) {
      return path;
    }
    int ending = name.toString().length() - CASES_ENDING.length();
    return path.resolveSibling(name.toString().substring(0, ending) + RULE_ENDING);
  }

  private static List<Path> filesOf(List<Path> paths, List<Problem> problems) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> content = Files.list(path)) {
        List<Path> rules = content.filter(RuleFolder::isRule).sorted().toList();
        files.addAll(rules);
        if (rules.isEmpty()) {
          problems.add(new Problem(path.toString(), 1, 1, "no rules in it, expected some .yaml"));
        }
      } catch (IOException e) {
        problems.add(new Problem(path.toString(), 1, 1, "cannot be read: " + e.getMessage()));
      }
    }
    return files.stream().distinct().toList();
  }

  private static boolean isRule(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(RULE_ENDING) && !name.endsWith(CASES_ENDING);
  }

  private static Optional<RuleText> read(Path path, RuleBounds bounds, Problems problems) {
    Optional<byte[]> bytes = BoundedFile.read(path, "a rule", bounds.maxFileBytes(), problems);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.get())).toString();
      return Optional.of(new RuleText(path.toString(), text));
    } catch (CharacterCodingException e) {
      problems.add(1, 1, "not a text in UTF-8, expected one");
      return Optional.empty();
    }
  }
}
