package io.hongbao.rehearsal.docker;

import io.hongbao.rehearsal.docker.Dockerfile.Instruction;
import io.hongbao.rehearsal.docker.Dockerfile.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is built can be built: contexts, Dockerfiles, stages, and every file that is copied. */
final class BuildCheck implements Check {

  private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
  private static final Pattern VERSION = Pattern.compile("<version>(.*)</version>");

  /** Where the stage that runs Maven has the project. */
  private static final Pattern BUILT = Pattern.compile("/src/(?<module>[^/]+)/target/(?<file>.+)");

  @Override
  public List<String> problems(Compose compose) {
    List<String> problems = new ArrayList<>();
    compose
        .services()
        .forEach(
            (service, settings) -> {
              if (settings.get("build") instanceof Map<?, ?> build) {
                build(compose, service, build, problems);
              }
            });
    return problems.stream().distinct().toList();
  }

  private static void build(
      Compose compose, String service, Map<?, ?> build, List<String> problems) {
    Path context = compose.folder().resolve(String.valueOf(build.get("context"))).normalize();
    Path file = context.resolve(String.valueOf(build.get("dockerfile")));
    if (!Files.isDirectory(context) || !Files.isRegularFile(file)) {
      problems.add(service + ": no Dockerfile at " + file);
      return;
    }
    try {
      Dockerfile dockerfile = Dockerfile.read(file);
      if (dockerfile.stages().stream().noneMatch(it -> it.name().equals(build.get("target")))) {
        problems.add(service + ": its Dockerfile has no stage " + build.get("target"));
      }
      problems.addAll(problems(dockerfile, context));
      List<String> letThrough = Files.readAllLines(Path.of(file + ".dockerignore"));
      problems.addAll(problemsOfIgnored(dockerfile, context, letThrough));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a Dockerfile and with what it copies. */
  static List<String> problems(Dockerfile dockerfile, Path context) throws IOException {
    List<String> problems = new ArrayList<>();
    List<String> modules = modules(context);
    for (Stage stage : dockerfile.stages()) {
      if (!Images.isPinned(stage.image())) {
        problems.add("stage " + stage.name() + ": " + stage.image() + " is not pinned");
      }
      for (Instruction copy : stage.all("COPY")) {
        boolean fromBuild = copy.words().stream().anyMatch(it -> it.startsWith("--from="));
        List<String> paths = copy.words().stream().filter(it -> !it.startsWith("--")).toList();
        for (String source : paths.subList(0, paths.size() - 1)) {
          if (fromBuild ? !isBuilt(source, modules, context) : !exists(source, context)) {
            problems.add("stage " + stage.name() + ": nothing to copy at " + source);
          }
        }
      }
      boolean isImage =
          stage.instructions().stream().anyMatch(it -> it.keyword().equals("ENTRYPOINT"));
      if (isImage && !runsAsNonRoot(stage)) {
        problems.add("stage " + stage.name() + ": its last USER is root, or there is none");
      }
    }
    return problems;
  }

  /** Every module reaches the build, so that a new one is not forgotten, and all that is copied. */
  static List<String> problemsOfIgnored(
      Dockerfile dockerfile, Path context, List<String> letThrough) throws IOException {
    Stream<String> copied =
        dockerfile.stages().stream()
            .flatMap(stage -> stage.all("COPY").stream())
            .filter(copy -> copy.words().stream().noneMatch(it -> it.startsWith("--from=")))
            .flatMap(copy -> copy.words().subList(0, copy.words().size() - 1).stream())
            .filter(it -> !it.equals("."));
    return Stream.of(modules(context).stream(), Stream.of("pom.xml"), copied)
        .flatMap(it -> it)
        .filter(it -> letThrough.stream().noneMatch(line -> isOrHolds(line, it)))
        .map(it -> "the build does not get " + it)
        .toList();
  }

  private static boolean isOrHolds(String line, String path) {
    return line.startsWith("!") && (path + "/").startsWith(line.substring(1) + "/");
  }

  private static boolean runsAsNonRoot(Stage stage) {
    List<Instruction> users = stage.all("USER");
    return !users.isEmpty() && Images.isNonRoot(users.get(users.size() - 1).words().get(0));
  }

  private static boolean exists(String source, Path context) throws IOException {
    Path folder = context.resolve(source).normalize().getParent();
    if (source.equals(".")) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + context.resolve(source));
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(matcher::matches);
    }
  }

  /** Maven's output of a module: its jar, for the draw job another, and copies of what it needs. */
  private static boolean isBuilt(String source, List<String> modules, Path context)
      throws IOException {
    Matcher built = BUILT.matcher(source);
    if (!built.matches() || !modules.contains(built.group("module"))) {
      return false;
    }
    String module = built.group("module");
    Matcher version = VERSION.matcher(Files.readString(context.resolve("pom.xml")));
    List<String> outputs = new ArrayList<>(List.of("lib/", "lib/log4j-core-2.jar"));
    if (version.find()) {
      outputs.add(module + "-" + version.group(1) + ".jar");
      if (module.equals("flink-jobs")) {
        outputs.add(module + "-" + version.group(1) + "-job.jar");
      }
    }
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + built.group("file").replaceAll("/$", ""));
    return outputs.stream().map(Path::of).anyMatch(matcher::matches);
  }

  private static List<String> modules(Path context) throws IOException {
    return MODULE
        .matcher(Files.readString(context.resolve("pom.xml")))
        .results()
        .map(it -> it.group(1))
        .toList();
  }
}
