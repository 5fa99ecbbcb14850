package io.hongbao.rehearsal.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A compose file as it is without any variable set: what {@code ${NAME:-default}} stands for is put
 * in. Its maps and lists may be changed, each without any other.
 */
final class Compose {

  /** The root of the project, which is the context of every build. */
  static final Path ROOT = Path.of(System.getProperty("hongbao.root")).toAbsolutePath().normalize();

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<otherwise>[^}]*))?\\}");

  private final Path folder;
  private final Map<String, String> variables = new TreeMap<>();
  private final Map<String, Object> tree;

  private Compose(Path folder, Object tree) {
    this.folder = folder;
    this.tree = map(copy(tree));
  }

  /** The project's own file, a copy of its own for each caller. */
  static Compose read() {
    try {
      Path folder = ROOT.resolve("docker");
      LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
      return new Compose(
          folder,
          new Load(settings).loadFromString(Files.readString(folder.resolve("compose.yaml"))));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the compose file", e);
    }
  }

  /** The folder that relative paths start from. */
  Path folder() {
    return folder;
  }

  Map<String, Object> tree() {
    return tree;
  }

  /** Variables that the file names, with their defaults; those without one have "". */
  Map<String, String> variables() {
    return variables;
  }

  Map<String, Map<String, Object>> services() {
    return map(tree.get("services")).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                it -> map(it.getValue()),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  Map<String, Object> service(String name) {
    Map<String, Object> service = services().get(name);
    if (service == null) {
      throw new IllegalArgumentException("no service " + name);
    }
    return service;
  }

  /** The environment of a service; to be changed where it is a map. */
  Map<String, Object> environment(String service) {
    return map(service(service).getOrDefault("environment", Map.of()));
  }

  /** The variables of a service as its process sees them. */
  Map<String, String> environmentText(String service) {
    Map<String, String> texts = new TreeMap<>();
    environment(service).forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }

  /** Files that a service sees of its secrets, by the name of the secret. */
  Map<String, Path> secretFiles(String service) {
    Map<String, Path> files = new TreeMap<>();
    for (Object secret : list(service(service).get("secrets"))) {
      if (secret instanceof Map<?, ?> longForm) {
        String source = String.valueOf(longForm.get("source"));
        Object target = longForm.get("target");
        files.put(source, Path.of("/run/secrets").resolve(target == null ? source : "" + target));
      } else {
        files.put("" + secret, Path.of("/run/secrets", "" + secret));
      }
    }
    return files;
  }

  /** Which of the project's images a service runs; "" if it is another's. */
  String ownImage(String service) {
    return service(service).get("build") instanceof Map<?, ?> build
        ? String.valueOf(build.get("target"))
        : "";
  }

  List<String> servicesOf(String ownImage) {
    return services().keySet().stream().filter(it -> ownImage(it).equals(ownImage)).toList();
  }

  static List<String> texts(Object list) {
    return list(list).stream().map(String::valueOf).toList();
  }

  @SuppressWarnings("unchecked") // YAML has nothing but maps of names, lists and scalars
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked") // as above
  static List<Object> list(Object value) {
    return value == null ? List.of() : (List<Object>) value;
  }

  private Object copy(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copies = new LinkedHashMap<>();
      map.forEach((name, inner) -> copies.put(String.valueOf(name), copy(inner)));
      return copies;
    }
    if (value instanceof List<?> list) {
      List<Object> copies = new ArrayList<>();
      list.forEach(inner -> copies.add(copy(inner)));
      return copies;
    }
    return value instanceof String text ? interpolated(text) : value;
  }

  private String interpolated(String text) {
    Matcher found = VARIABLE.matcher(text);
    return found.replaceAll(
        it -> {
          String otherwise = found.group("otherwise") == null ? "" : found.group("otherwise");
          variables.put(found.group("name"), otherwise);
          return Matcher.quoteReplacement(otherwise);
        });
  }
}
