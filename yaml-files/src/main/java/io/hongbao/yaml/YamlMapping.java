package io.hongbao.yaml;

import io.hongbao.yaml.Scalars.ScalarParser;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a file with the keys it may have. Whatever is wrong is told to the {@link Problems};
 * the answer is then empty, and the reader goes on with the rest.
 */
public final class YamlMapping {

  private static final int MAX_SHOWN_LENGTH = 60;

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

  private final Node node;
  private final String what;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();

  private YamlMapping(Node node, String what, Problems problems) {
    this.node = node;
    this.what = what;
    this.problems = problems;
  }

  /**
   * Reads a mapping; tells unknown keys and those that stand twice.
   *
   * @param what how messages call it: "wave", "pool"
   */
  public static Optional<YamlMapping> read(
      Node node, String what, List<String> knownKeys, Problems problems) {
    if (!(node instanceof MappingNode mapping)) {
      problems.add(node, what + ": expected a mapping with " + String.join(", ", knownKeys));
      return Optional.empty();
    }
    YamlMapping read = new YamlMapping(node, what, problems);
    for (NodeTuple tuple : mapping.getValue()) {
      read.take(tuple, knownKeys);
    }
    return Optional.of(read);
  }

  /**
   * The entries of a mapping whose keys are free names, in the file's order; tells names that stand
   * twice or are wrong, and if they are too many. None is left out: a problem causes no second one.
   *
   * @param what how messages call the mapping: "signals"
   * @param name what makes a name of a key
   */
  public static Map<String, Node> named(
      Node node, String what, int max, ScalarParser<String> name, Problems problems) {
    Map<String, Node> named = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problems.add(node, what + ": expected a mapping of names");
      return named;
    }
    if (mapping.getValue().size() > max) {
      problems.add(
          node, what + ": " + mapping.getValue().size() + " entries, expected at most " + max);
    }
    for (NodeTuple tuple : mapping.getValue()) {
      Node keyNode = tuple.getKeyNode();
      String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "?";
      try {
        if (named.putIfAbsent(name.parse(key), tuple.getValueNode()) != null) {
          problems.add(keyNode, "'" + key + "' stands twice in " + what + ", expected once");
        }
      } catch (IllegalArgumentException e) {
        problems.add(keyNode, "'" + shown(key) + "' in " + what + ": " + e.getMessage());
        // Whoever refers to it has made no other mistake.
        if (IDENTIFIER.matcher(key).matches()) {
          named.putIfAbsent(key, tuple.getValueNode());
        }
      }
    }
    return named;
  }

  private void take(NodeTuple tuple, List<String> knownKeys) {
    Node keyNode = tuple.getKeyNode();
    String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "?";
    if (!knownKeys.contains(key)) {
      problems.add(
          keyNode,
          String.format(
              Locale.ROOT,
              "unknown key '%s' in %s, expected one of %s",
              shown(key),
              what,
              NearNames.listed(key, knownKeys)));
    } else if (values.putIfAbsent(key, tuple.getValueNode()) != null) {
      problems.add(keyNode, "key '" + key + "' stands twice in " + what + ", expected once");
    }
  }

  /** Where a key's value stands; where the mapping stands if it is missing. */
  public Node place(String key) {
    return values.getOrDefault(key, node);
  }

  /** Where the mapping itself stands. */
  public Node node() {
    return node;
  }

  /** The keys that are there and known, in the file's order. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** The text of a key as it stands, right or wrong; empty if there is none. */
  public Optional<String> text(String key) {
    return values.get(key) instanceof ScalarNode scalar
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  /** Whether a key's value is a list that holds something. */
  public boolean hasItems(String key) {
    return values.get(key) instanceof SequenceNode list && !list.getValue().isEmpty();
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** The node of a key that must be there. */
  public Optional<Node> node(String key) {
    Node value = values.get(key);
    if (value == null) {
      problems.add(node, what + " lacks '" + key + "', expected it");
    }
    return Optional.ofNullable(value);
  }

  /** The value of a key that must be there. */
  public <T> Optional<T> value(String key, ScalarParser<T> parser) {
    return node(key).flatMap(value -> parse(key, value, parser));
  }

  /** The value of a key that may be missing. */
  public <T> Optional<T> valueOr(String key, T fallback, ScalarParser<T> parser) {
    return has(key) ? value(key, parser) : Optional.of(fallback);
  }

  /**
   * The items of a list that must be there and hold something. If they are too many, that is told
   * and all are handed out: what refers to one of them is not wrong as well.
   */
  public List<Node> items(String key, int max) {
    Optional<Node> value = node(key);
    if (value.isEmpty()) {
      return List.of();
    }
    List<Node> items = itemsOf(key, value.get(), max);
    if (value.get() instanceof SequenceNode && items.isEmpty()) {
      problems.add(value.get(), key + ": expected at least one");
    }
    return items;
  }

  /** The items of a list that may be missing or empty. */
  public List<Node> itemsIfAny(String key, int max) {
    return has(key) ? itemsOf(key, values.get(key), max) : List.of();
  }

  private List<Node> itemsOf(String key, Node value, int max) {
    if (!(value instanceof SequenceNode sequence)) {
      problems.add(value, key + ": expected a list");
      return List.of();
    }
    List<Node> items = sequence.getValue();
    if (items.size() > max) {
      problems.add(value, key + ": " + items.size() + " entries, expected at most " + max);
    }
    return items;
  }

  private <T> Optional<T> parse(String key, Node value, ScalarParser<T> parser) {
    return scalar(key, value, parser, problems);
  }

  /** A single value that stands anywhere, say in a list; empty if it is none, which is told. */
  public static <T> Optional<T> scalar(
      String key, Node value, ScalarParser<T> parser, Problems problems) {
    if (!(value instanceof ScalarNode scalar)) {
      problems.add(value, key + ": expected a single value, not a list or mapping");
      return Optional.empty();
    }
    if (isNothing(scalar)) {
      problems.add(
          value,
          scalar.getValue().isEmpty()
              ? key + ": nothing stands here, expected a value"
              : key
                  + " "
                  + scalar.getValue()
                  + ": means no value in YAML, expected one, or quotes");
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(scalar.getValue()));
    } catch (IllegalArgumentException e) {
      problems.add(value, key + " '" + shown(scalar.getValue()) + "': " + e.getMessage());
      return Optional.empty();
    }
  }

  /** What YAML calls null: {@code ~}, {@code null}, or nothing at all, without quotes. */
  private static boolean isNothing(ScalarNode scalar) {
    return scalar.isPlain()
        && !scalar.getTag().equals(Tag.STR)
        && NOTHING.contains(scalar.getValue());
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= MAX_SHOWN_LENGTH ? line : line.substring(0, MAX_SHOWN_LENGTH) + "…";
  }
}
