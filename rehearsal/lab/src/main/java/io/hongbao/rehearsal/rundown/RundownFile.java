package io.hongbao.rehearsal.rundown;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.yaml.BoundedFile;
import io.hongbao.yaml.Problem;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.YamlDocument;
import io.hongbao.yaml.YamlMapping;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads scripts. Their format is told in {@code campaigns/rundown-gala.yaml}. */
public final class RundownFile {

  private static final String A_RUNDOWN = "a rundown";
  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_NESTING = 8;
  private static final int MAX_PROBLEMS = 50;
  private static final int MAX_STEPS = 500;

  private static final List<String> KEYS =
      List.of("campaign", "phones", "rate", "edges", "taskmanagers", "brokers", "scale", "steps");

  private final Path file;
  private final Instant now;
  private final Problems problems;
  private final List<Problem> ofCampaigns = new ArrayList<>();
  private final Set<String> waves = new TreeSet<>();

  private RundownFile(Path file, Instant now) {
    this.file = file;
    this.now = now;
    this.problems = new Problems(file.toString(), MAX_PROBLEMS);
  }

  /** Reads a script and the campaign files that it names, and checks all of them. */
  public static RundownReadResult read(Path file, Instant now) {
    return new RundownFile(file, now).read();
  }

  private RundownReadResult read() {
    Optional<RundownScript> script =
        BoundedFile.read(file, A_RUNDOWN, MAX_BYTES, problems)
            .flatMap(bytes -> YamlDocument.compose(bytes, A_RUNDOWN, MAX_NESTING, problems))
            .flatMap(root -> YamlMapping.read(root, "rundown", KEYS, problems))
            .flatMap(this::script);
    List<Problem> all = new ArrayList<>(problems.isEmpty() ? List.of() : problems.byPlace());
    all.addAll(ofCampaigns);
    return new RundownReadResult(all.isEmpty() ? script : Optional.empty(), all);
  }

  private Optional<RundownScript> script(YamlMapping root) {
    Optional<Path> campaign =
        root.value("campaign", Scalars.text(StepReader.MAX_FILE_NAME_LENGTH)).map(this::campaign);
    Optional<Integer> phones = root.value("phones", Scalars.whole(1, AudienceSettings.MAX_PHONES));
    Optional<Integer> rate = root.value("rate", Scalars.whole(1, AudienceSettings.MAX_RATE));
    Optional<Integer> edges = root.valueOr("edges", 1, Scalars.whole(1, 16));
    Optional<Integer> taskManagers = root.valueOr("taskmanagers", 1, Scalars.whole(1, 16));
    Optional<Integer> brokers = root.valueOr("brokers", 1, Scalars.whole(1, 9));
    Optional<Double> scale = root.valueOr("scale", 1.0, RundownFile::scale);
    List<Node> items = root.items("steps", MAX_STEPS);
    // An unknown number causes no second problem.
    StepReader reader =
        new StepReader(
            rate.orElse(1),
            parts(edges.orElse(16), taskManagers.orElse(16), brokers.orElse(9)),
            this::campaign,
            problems);
    List<RundownStep> steps = new ArrayList<>();
    items.forEach(item -> reader.read(item).ifPresent(steps::add));
    reader.requireWaves(waves, ofCampaigns.isEmpty());
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RundownScript(
            file,
            campaign.orElseThrow(),
            phones.orElseThrow(),
            rate.orElseThrow(),
            edges.orElseThrow(),
            taskManagers.orElseThrow(),
            brokers.orElseThrow(),
            scale.orElseThrow(),
            steps));
  }

  /** The file beside the script; its problems are told as they are, and its waves become known. */
  private Path campaign(String name) {
    Path path = file.toAbsolutePath().resolveSibling(name).normalize();
    CampaignReadResult reading = CampaignFile.read(path, now);
    reading.problems().stream()
        .filter(each -> !ofCampaigns.contains(each))
        .forEach(ofCampaigns::add);
    reading.campaign().stream()
        .flatMap(campaign -> campaign.waves().stream())
        .map(CampaignWave::id)
        .forEach(waves::add);
    return path;
  }

  static double scale(String text) {
    double scale;
    try {
      scale = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      scale = Double.NaN;
    }
    RundownScript.requireScale(scale);
    return scale;
  }

  /** The parts of a system of that size, by the names of their pid files. */
  private static List<String> parts(int edges, int taskManagers, int brokers) {
    List<String> parts = new ArrayList<>();
    for (int i = 1; i <= edges; i++) {
      parts.add("edge-" + i);
    }
    for (int i = 1; i <= brokers; i++) {
      parts.add("kafka-" + i);
    }
    for (int i = 1; i <= taskManagers; i++) {
      parts.add("taskmanager-" + i);
    }
    parts.add("jobmanager-1");
    parts.add("redis-1");
    return parts;
  }
}
