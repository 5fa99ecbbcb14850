package io.hongbao.rehearsal.audience.report;

import io.hongbao.rehearsal.audience.AudienceSettings;
import java.util.List;
import java.util.stream.Collectors;

/** What was asked for, so that the load can be repeated. */
final class SettingsSection {

  private SettingsSection() {}

  static String html(ReportData data) {
    AudienceSettings settings = data.settings();
    String edges =
        settings.edges().stream()
            .map(edge -> edge.host() + ":" + edge.port())
            .collect(Collectors.joining(", "));
    return HtmlFragments.section(
        "settings",
        "Settings",
        HtmlFragments.list(
            "plain",
            List.of(
                List.of("edges", edges),
                List.of("phones", Markup.count(settings.phones())),
                List.of("rate", Markup.count(settings.ratePerSecond()) + " a second"),
                List.of("duration", Markup.tenths(settings.duration().toMillis() / 1e3) + " s"),
                List.of("posted again", Markup.count(data.report().repeats()) + " times"),
                List.of("edges may wait", settings.waitSeconds() + " s"),
                List.of("connections", connections(settings)),
                List.of("users", settings.userPrefix() + "-1 to -" + settings.phones()),
                List.of("seed", Long.toString(settings.seed())))));
  }

  private static String connections(AudienceSettings settings) {
    return switch (settings.transport()) {
      case HTTP -> Markup.count(settings.connections());
      case WS -> "a WebSocket of each phone";
    };
  }
}
