package io.hongbao.docs;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files, classes and members that a page names exist. In running text that is what stands between
 * backquotes; within fences only what cannot be anything else.
 */
final class NameCheck {

  /** Names of others that look like classes of ours. */
  private static final Set<String> FOREIGN =
      Set.of(
          "LogAppendTime",
          "JobManager",
          "TaskManager",
          "DeviceMotion",
          "KafkaSink",
          "KafkaSource",
          "KafkaProducer",
          "MiniCluster");

  private static final Pattern FILE =
      Pattern.compile("[\\w.-]+(?:/[\\w.-]+)*\\.(?:java|js|css|md|yaml|properties|csv|conf|sh)");
  private static final Pattern MEMBER =
      Pattern.compile("((?:[a-z]\\w*[./])*)([A-Z][a-z]\\w*)[.#]([a-zA-Z_]\\w*)(?:\\(.*\\))?");
  private static final Pattern CLASS =
      Pattern.compile("((?:[a-z]\\w*[./])*)([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+)");
  private static final Pattern CLASS_OF_PACKAGE =
      Pattern.compile("((?:[a-z]\\w*[./])+)([A-Z][a-z]\\w*)");

  private static final Pattern FENCED_MEMBER =
      Pattern.compile("\\b([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+)\\.([a-z]\\w*)\\b");
  private static final Pattern FENCED_SOURCE = Pattern.compile("\\b[A-Z]\\w*\\.java\\b");

  private final SourceTree tree;

  NameCheck(SourceTree tree) {
    this.tree = tree;
  }

  /** What is wrong with a page, each as {@code line: what}. */
  List<String> problems(MarkdownPage page) {
    List<String> problems = new ArrayList<>();
    for (MarkdownPage.Line code : page.codes()) {
      problem(page, code.text())
          .ifPresent(what -> problems.add(code.number() + ": `" + code.text() + "`: " + what));
    }
    for (MarkdownPage.Line line : page.fenced()) {
      fencedProblems(line.text()).forEach(what -> problems.add(line.number() + ": " + what));
    }
    return problems;
  }

  private Optional<String> problem(MarkdownPage page, String code) {
    if (FILE.matcher(code).matches()) {
      boolean isBuilt = code.contains("target/");
      boolean exists =
          isBuilt
              || tree.hasFile(code)
              || Files.exists(page.file().resolveSibling(code))
              || code.startsWith("DIR/");
      return exists ? Optional.empty() : Optional.of("no such file");
    }
    Matcher member = MEMBER.matcher(code);
    if (member.matches()) {
      return memberProblem(member.group(1), member.group(2), member.group(3));
    }
    Matcher type = CLASS.matcher(code);
    if (type.matches()) {
      return classProblem(type.group(1), type.group(2));
    }
    Matcher ofPackage = CLASS_OF_PACKAGE.matcher(code);
    return ofPackage.matches()
        ? classProblem(ofPackage.group(1), ofPackage.group(2))
        : Optional.empty();
  }

  private List<String> fencedProblems(String line) {
    List<String> problems = new ArrayList<>();
    Matcher source = FENCED_SOURCE.matcher(line);
    while (source.find()) {
      if (!tree.hasFile(source.group())) {
        problems.add(source.group() + ": no such file");
      }
    }
    Matcher member = FENCED_MEMBER.matcher(line);
    while (member.find()) {
      if (!member.group(2).equals("java")) {
        memberProblem("", member.group(1), member.group(2))
            .ifPresent(what -> problems.add(member.group() + ": " + what));
      }
    }
    return problems;
  }

  private Optional<String> memberProblem(String packages, String type, String member) {
    Optional<String> problem = classProblem(packages, type);
    if (problem.isPresent() || FOREIGN.contains(type)) {
      return problem;
    }
    return tree.hasMember(type, member)
        ? Optional.empty()
        : Optional.of("class " + type + " has no " + member);
  }

  private Optional<String> classProblem(String packages, String type) {
    String path = packages.replace('.', '/') + type;
    return FOREIGN.contains(type) || tree.hasClass(path)
        ? Optional.empty()
        : Optional.of("no such class");
  }
}
