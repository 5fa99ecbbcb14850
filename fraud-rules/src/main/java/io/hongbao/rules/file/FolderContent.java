package io.hongbao.rules.file;

import io.hongbao.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a folder of rules, sorted by what is to be done with them.
 *
 * @param rules the files to read, lists too
 * @param unread a warning for each file that looks like YAML and is not read, and for each
 *     subfolder that holds such files
 */
record FolderContent(List<Path> rules, List<Problem> unread) {

  /** Levels of subfolders that are looked through. */
  private static final int MAX_DEPTH = 4;

  FolderContent {
    rules = List.copyOf(rules);
    unread = List.copyOf(unread);
  }

  /** Tells rules, cases and what is not read apart, among the entries of one folder. */
  static FolderContent of(List<Path> entries) {
    List<Path> rules = new ArrayList<>();
    List<Problem> unread = new ArrayList<>();
    List<Path> cases = new ArrayList<>();
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      if (Files.isDirectory(entry)) {
        warnOfSubfolder(entry, unread);
      } else if (name.startsWith(".")) {
        addIf(
            RuleFileNames.looksLikeYaml(name),
            entry,
            "hidden file, it is not read: expected none",
            unread);
      } else if (name.endsWith(RuleFileNames.CASES_ENDING)) {
        cases.add(entry);
      } else if (name.endsWith(RuleFileNames.RULE_ENDING)) {
        rules.add(entry);
      } else {
        addIf(
            RuleFileNames.looksLikeYaml(name),
            entry,
            "not read: expected a name that ends in " + RuleFileNames.RULE_ENDING,
            unread);
      }
    }
    warnOfOrphans(cases, rules, unread);
    return new FolderContent(rules, unread);
  }

  private static void warnOfSubfolder(Path folder, List<Problem> unread) {
    try (Stream<Path> within = Files.walk(folder, MAX_DEPTH)) {
      boolean holdsRules =
          within.anyMatch(
              path ->
                  !path.equals(folder)
                      && RuleFileNames.looksLikeYaml(path.getFileName().toString()));
      addIf(
          holdsRules,
          folder,
          "subfolder, it is not read: name it too if its rules belong to the set",
          unread);
    } catch (IOException | UncheckedIOException e) {
      addIf(true, folder, "subfolder, it is not read and cannot be looked into", unread);
    }
  }

  private static void warnOfOrphans(List<Path> cases, List<Path> rules, List<Problem> unread) {
    Set<Path> known = new HashSet<>(rules);
    for (Path file : cases) {
      Path rule = RuleFileNames.ruleOf(file);
      boolean isOfLists = rule.getFileName().toString().equals(RuleText.LISTS);
      addIf(
          isOfLists || !known.contains(rule),
          file,
          isOfLists
              ? "cases beside lists, they are not run: expected a rule's name"
              : "cases without a rule, they are not run: expected "
                  + rule.getFileName()
                  + " beside them",
          unread);
    }
  }

  private static void addIf(boolean isUnread, Path path, String message, List<Problem> unread) {
    if (isUnread) {
      unread.add(new Problem(path.toString(), 1, 1, message));
    }
  }
}
