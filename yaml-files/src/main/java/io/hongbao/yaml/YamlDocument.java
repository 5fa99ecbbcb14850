package io.hongbao.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Makes nodes that know their line and column out of a YAML text.
 *
 * <p>Nesting is bounded and anchors are refused before any node is made: the composer recurses, and
 * no file of this project has a use for either.
 */
public final class YamlDocument {

  private final String text;
  private final String what;
  private final int maxNesting;
  private final Problems problems;
  private final LoadSettings settings;

  private YamlDocument(String text, String what, int maxNesting, Problems problems) {
    this.text = text;
    this.what = what;
    this.maxNesting = maxNesting;
    this.problems = problems;
    this.settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(text.length() + 1)
            .build();
  }

  /**
   * The root of the text's only document; empty if there was a problem, which is then told.
   *
   * @param what how messages call what the text should be, with its article: "a campaign"
   * @param maxNesting levels; a parser's stack is finite
   */
  public static Optional<Node> compose(
      String text, String what, int maxNesting, Problems problems) {
    return new YamlDocument(text, what, maxNesting, problems).compose();
  }

  /** The same of bytes that should be UTF-8. */
  public static Optional<Node> compose(
      byte[] bytes, String what, int maxNesting, Problems problems) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return compose(text, what, maxNesting, problems);
    } catch (CharacterCodingException e) {
      problems.add(1, 1, "not a text in UTF-8, expected one");
      return Optional.empty();
    }
  }

  private Optional<Node> compose() {
    try {
      if (!hasBoundedEvents()) {
        return Optional.empty();
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        problems.add(1, 1, "the file is empty, expected " + what);
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      problems.add(e.getProblemMark().or(e::getContextMark), "not YAML: " + e.getProblem().strip());
    } catch (ReaderException e) {
      addAt(
          e.getPosition(),
          String.format(Locale.ROOT, "character U+%04X: expected text", e.getCodePoint()));
    } catch (YamlEngineException e) {
      problems.add(1, 1, "not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private boolean hasBoundedEvents() {
    int nesting = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++nesting > maxNesting) {
        problems.add(
            event.getStartMark(), "nested deeper than " + maxNesting + " levels, expected fewer");
        return false;
      }
      if (event instanceof CollectionEndEvent) {
        nesting--;
      }
      if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
        String name = node.getAnchor().get().getValue();
        problems.add(
            event.getStartMark(),
            event instanceof AliasEvent
                ? "alias *" + name + ": expected the value itself, written out"
                : "anchor &" + name + ": expected none, " + what + " has no aliases");
      }
    }
    return problems.isEmpty();
  }

  private void addAt(int position, String message) {
    int end = text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
    String before = text.substring(0, end);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int lineStart = before.lastIndexOf('\n') + 1;
    problems.add(line, 1 + before.codePointCount(lineStart, end), message);
  }
}
