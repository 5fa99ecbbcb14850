package io.hongbao.rules.crowd;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the bots' posts.
 *
 * @param replies by status
 * @param failures posts without a reply
 * @param pressedAgain posts of people within a turn that they had used
 */
public record BotReport(
    int bots, long posts, Map<Integer, Long> replies, long failures, long pressedAgain) {

  public BotReport {
    replies = Map.copyOf(replies);
  }

  /** One line for people. */
  @Override
  public String toString() {
    String byStatus =
        new TreeMap<>(replies)
            .entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%,d × %d", each.getValue(), each.getKey()))
                .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%,d bots, %,d posts: %s, %,d failed; people pressed again %,d times",
        bots,
        posts,
        byStatus,
        failures,
        pressedAgain);
  }
}
