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

/**
 * Reads rule files from disk: single ones, or all of a folder without their cases. Of a folder,
 * each file whose name looks like YAML and each subfolder that holds such files is read or named in
 * a warning.
 */
public final class RuleFolder {

  private RuleFolder() {}

  /**
   * Reads files and folders. A file that cannot be read is a problem like any other; a rule without
   * cases beside it is a warning, and so is what a folder holds and nobody reads.
   */
  public static RuleReadResult read(List<Path> paths) {
    RuleBounds bounds = RuleBounds.DEFAULT;
    List<Problem> problems = new ArrayList<>();
    List<Problem> warnings = new ArrayList<>();
    List<RuleText> texts = new ArrayList<>();
    for (Path path : filesOf(paths, problems, warnings)) {
      Problems found = new Problems(path.toString(), bounds.maxProblems());
      Optional<RuleText> text =
          isShortEnding(path) ? refuseEnding(found) : read(path, bounds, found);
      problems.addAll(found.byPlace());
      text.ifPresent(texts::add);
      if (text.isPresent() && !text.get().isLists() && !Files.exists(RuleFileNames.casesOf(path))) {
        warnings.add(
            new Problem(
                path.toString(),
                1,
                1,
                "rule without cases, expected "
                    + RuleFileNames.casesOf(path).getFileName()
                    + " beside it"));
      }
    }
    RuleReadResult reading = RuleReader.read(texts);
    problems.addAll(reading.problems());
    warnings.addAll(reading.warnings());
    return new RuleReadResult(
        texts,
        reading.rules(),
        reading.lists(),
        problems.stream().sorted().toList(),
        warnings.stream().sorted().toList());
  }

  private static List<Path> filesOf(
      List<Path> paths, List<Problem> problems, List<Problem> warnings) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> content = Files.list(path)) {
        FolderContent found = FolderContent.of(content.sorted().toList());
        files.addAll(found.rules());
        warnings.addAll(found.unread());
        if (found.rules().isEmpty()) {
          problems.add(new Problem(path.toString(), 1, 1, "no rules in it, expected some .yaml"));
        }
      } catch (IOException e) {
        problems.add(new Problem(path.toString(), 1, 1, "cannot be read: " + e.getMessage()));
      }
    }
    return files.stream().distinct().toList();
  }

  private static boolean isShortEnding(Path path) {
    return path.toString().endsWith(RuleFileNames.SHORT_ENDING);
  }

  /** Its cases would be looked for, and its published text be known, under another name. */
  private static Optional<RuleText> refuseEnding(Problems problems) {
    problems.add(
        1, 1, "ends in " + RuleFileNames.SHORT_ENDING + ", expected " + RuleFileNames.RULE_ENDING);
    return Optional.empty();
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
