package io.hongbao.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Links within the project lead to files and headings that exist. */
final class LinkCheck {

  private LinkCheck() {}

  /** What is wrong with a page, each as {@code line: what}. */
  static List<String> problems(MarkdownPage page) throws IOException {
    List<String> problems = new ArrayList<>();
    for (MarkdownPage.Line link : page.links()) {
      String target = link.text();
      if (target.matches("[a-z]+:.*")) {
        continue;
      }
      String[] parts = target.split("#", 2);
      Path file =
          parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
      if (!file.equals(page.file()) && !Files.exists(file)) {
        problems.add(link.number() + ": leads to " + target + ", which does not exist");
      } else if (parts.length == 2 && !anchors(page, file).contains(parts[1])) {
        problems.add(link.number() + ": leads to " + target + ", and there is no such heading");
      }
    }
    return problems;
  }

  private static Set<String> anchors(MarkdownPage page, Path file) throws IOException {
    return (file.equals(page.file()) ? page : MarkdownPage.read(file)).anchors();
  }
}
