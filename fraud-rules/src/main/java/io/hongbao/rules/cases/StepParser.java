package io.hongbao.rules.cases;

import io.hongbao.domain.Names;
import io.hongbao.domain.traffic.IpAddress;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.Scalars.ScalarParser;
import io.hongbao.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the posts of a case, such as {@code {every: 250ms, for: 30s, user: u1}}. */
final class StepParser {

  /** Of one entry; a case should take a moment. */
  static final int MAX_POSTS = 20_000;

  private static final List<String> KEYS =
      List.of("at", "every", "for", "jitter", "of", "user", "device", "address", "win_fen");
  private static final long MAX_MILLIS = 24L * 60 * 60 * 1_000;
  private static final int MAX_NAME_LENGTH = 100;

  private final Problems problems;

  StepParser(Problems problems) {
    this.problems = problems;
  }

  Optional<CaseStep> parse(Node node) {
    return YamlMapping.read(node, "shake", KEYS, problems).flatMap(this::step);
  }

  /** A name that a ticket could have; <code>{n}</code> makes it longer. */
  static String name(String text) {
    return Names.requireName("name", Scalars.text(MAX_NAME_LENGTH).parse(text));
  }

  private static boolean areAddresses(String pattern, int of) {
    if (pattern.isEmpty()) {
      return true;
    }
    for (int n = 1; n <= (pattern.contains(CaseStep.NUMBER) ? of : 1); n++) {
      if (IpAddress.parse(pattern.replace(CaseStep.NUMBER, Integer.toString(n))).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private Optional<CaseStep> step(YamlMapping map) {
    ScalarParser<Long> span = Scalars.millis(0, MAX_MILLIS);
    ScalarParser<String> name = StepParser::name;
    Optional<Long> at = map.valueOr("at", 0L, span);
    Optional<Long> every = map.valueOr("every", 0L, Scalars.millis(1, MAX_MILLIS));
    Optional<Long> length = map.valueOr("for", 0L, span);
    Optional<Long> jitter = map.valueOr("jitter", 0L, span);
    Optional<Integer> of = map.valueOr("of", 1, Scalars.whole(1, MAX_POSTS));
    Optional<String> user = map.valueOr("user", "u1", name);
    Optional<String> device = map.valueOr("device", "", name);
    Optional<String> address = map.valueOr("address", "", name);
    Optional<Integer> win = map.valueOr("win_fen", 0, Scalars.whole(1, 10_000_000));
    if (map.has("every") != map.has("for")) {
      problems.add(map.node(), "shake with only one of every and for, expected both or none");
      return Optional.empty();
    }
    if (at.isEmpty()
        || every.isEmpty()
        || length.isEmpty()
        || jitter.isEmpty()
        || of.isEmpty()
        || user.isEmpty()
        || device.isEmpty()
        || address.isEmpty()
        || win.isEmpty()) {
      return Optional.empty();
    }
    if (!areAddresses(address.get(), of.get())) {
      problems.add(
          map.place("address"),
          "address '"
              + address.get()
              + "': expected an IPv4 or IPv6 address, also with each number for {n}");
      return Optional.empty();
    }
    long times = every.get() == 0 ? 1 : Math.max(1, length.get() / every.get());
    if (times > MAX_POSTS) {
      problems.add(map.node(), times + " posts, expected at most " + MAX_POSTS);
      return Optional.empty();
    }
    return Optional.of(
        new CaseStep(
            at.get(),
            every.get(),
            (int) times,
            jitter.get(),
            of.get(),
            user.get(),
            device.get(),
            address.get(),
            win.get()));
  }
}
