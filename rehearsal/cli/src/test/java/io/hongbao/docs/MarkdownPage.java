package io.hongbao.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of Markdown, as far as the tests look at it: lines within fences, links, inline code,
 * headings.
 *
 * @param file where it lies
 * @param prose its lines outside of fences
 * @param fenced its lines within fences; one that goes on on the next is joined with it
 */
record MarkdownPage(Path file, List<Line> prose, List<Line> fenced) {

  private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\b(?:src|srcset|href)=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.+?)\\s*#*");

  MarkdownPage {
    prose = List.copyOf(prose);
    fenced = List.copyOf(fenced);
  }

  /**
   * A piece of a page.
   *
   * @param number of its line, from 1
   */
  record Line(int number, String text) {}

  static MarkdownPage read(Path file) throws IOException {
    return parse(file, Files.readAllLines(file));
  }

  static MarkdownPage parse(Path file, List<String> lines) {
    List<Line> prose = new ArrayList<>();
    List<Line> fenced = new ArrayList<>();
    boolean inFence = false;
    boolean goesOn = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (FENCE.matcher(line).matches()) {
        inFence = !inFence;
        goesOn = false;
      } else if (!inFence) {
        prose.add(new Line(i + 1, line));
      } else {
        String text = line.endsWith("\\") ? line.substring(0, line.length() - 1) : line;
        if (goesOn) {
          Line begun = fenced.remove(fenced.size() - 1);
          fenced.add(new Line(begun.number(), begun.text() + " " + text.strip()));
        } else {
          fenced.add(new Line(i + 1, text));
        }
        goesOn = line.endsWith("\\");
      }
    }
    return new MarkdownPage(file, prose, fenced);
  }

  /** What stands between single backquotes outside of fences. */
  List<Line> codes() {
    return groups(CODE, prose);
  }

  /** Where links and pictures lead; those to other sites too. */
  List<Line> links() {
    List<Line> withoutCode =
        prose.stream()
            .map(line -> new Line(line.number(), CODE.matcher(line.text()).replaceAll("``")))
            .toList();
    List<Line> links = new ArrayList<>(groups(LINK, withoutCode));
    links.addAll(groups(ATTRIBUTE, withoutCode));
    return links;
  }

  /** What may stand behind the # of a link to this page, as GitHub makes it of headings. */
  Set<String> anchors() {
    Map<String, Integer> times = new HashMap<>();
    Set<String> anchors = new HashSet<>();
    for (Line line : prose) {
      Matcher heading = HEADING.matcher(line.text());
      if (heading.matches()) {
        String anchor =
            heading
                .group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        int before = times.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }

  private static List<Line> groups(Pattern pattern, List<Line> lines) {
    List<Line> groups = new ArrayList<>();
    for (Line line : lines) {
      Matcher matcher = pattern.matcher(line.text());
      while (matcher.find()) {
        groups.add(new Line(line.number(), matcher.group(1)));
      }
    }
    return groups;
  }
}
