package io.hongbao.rehearsal.docker;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.edge.EdgeEnvironment;
import io.hongbao.edge.admin.AdminToken;
import io.hongbao.jobs.JobProgram;
import io.hongbao.jobs.draw.DrawJobSettings;
import io.hongbao.jobs.packets.PacketsJobSettings;
import io.hongbao.jobs.risk.RiskJobSettings;
import io.hongbao.ops.CommandLines;
import io.hongbao.ops.OpsMain;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.payment.payout.PayoutEnvironment;
import io.hongbao.payment.wallet.WalletMain;
import io.hongbao.payment.wallet.WalletSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Our own programs accept what they are told, and read all of it: their own readers of settings are
 * asked, with the keys of a folder that has only what the service is given.
 */
final class SettingsCheck implements Check {

  private static final List<String> KEYS_OF_A_DRAW = List.of("verifying.key", "sealing.key");

  private final Path scratch;
  private final DataDirectory data;

  /**
   * @param scratch an empty folder
   */
  SettingsCheck(Path scratch) {
    this.scratch = scratch;
    this.data = new DataDirectory(scratch.resolve("keys-of-all"));
    LocalKeys.makeMissing(data);
    try {
      for (String file : List.of(AdminToken.FILE, "wallet.token", "wallet-database.password")) {
        Files.writeString(data.keys().resolve(file), AdminToken.generate().toSecretText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> problems(Compose compose) {
    List<String> problems = new ArrayList<>();
    compose.servicesOf("edge").forEach(it -> reads(compose, it, EdgeEnvironment::read, problems));
    for (String service : compose.servicesOf("jobs")) {
      List<String> command = Compose.texts(compose.service(service).get("command"));
      if (command.contains("risk")) {
        job(compose, service, it -> RiskJobSettings.read(new String[0], it), problems);
      } else if (command.contains("packets")) {
        job(compose, service, it -> PacketsJobSettings.read(new String[0], it), problems);
      } else if (command.contains("jobmanager")) {
        job(compose, service, it -> DrawJobSettings.read(new String[0], it), problems);
        drawKeys(compose, service, problems);
      } else {
        reads(compose, service, it -> {}, problems);
      }
    }
    for (String service : compose.servicesOf("payment")) {
      boolean isWallet =
          Compose.texts(compose.service(service).get("command"))
              .contains(WalletMain.class.getName());
      reads(compose, service, isWallet ? WalletSettings::read : PayoutEnvironment::read, problems);
    }
    for (String service : compose.servicesOf("ops")) {
      options(compose, service, problems);
      if (compose.service(service).containsKey("profiles")) {
        keysOfCommands(compose, service, problems);
      }
    }
    return problems;
  }

  private void reads(
      Compose compose,
      String service,
      Consumer<Map<String, String>> program,
      List<String> problems) {
    var environment = new ReadVariables(compose.environmentText(service));
    String keys = environment.given("HONGBAO_KEYS");
    if (keys != null) {
      environment.put("HONGBAO_KEYS", filesSeenAt(compose, service, keys).toString());
    }
    try {
      program.accept(environment);
      environment
          .unread()
          .forEach(name -> problems.add(service + ": " + name + " is read by nobody"));
    } catch (IllegalArgumentException e) {
      problems.add(service + ": " + e.getMessage());
    }
  }

  /** A job goes on from a folder that outlives its containers, and that all of them see. */
  private void job(
      Compose compose,
      String jobManager,
      Consumer<Map<String, String>> settings,
      List<String> problems) {
    List<Path> checkpoints = new ArrayList<>();
    reads(
        compose,
        jobManager,
        environment -> {
          JobProgram.checkpoints(environment).ifPresent(checkpoints::add);
          settings.accept(environment);
        },
        problems);
    if (checkpoints.isEmpty()) {
      problems.add(jobManager + ": goes on from no checkpoint, HONGBAO_CHECKPOINTS is not set");
      return;
    }
    Optional<String> volume = volumeAt(compose, jobManager, checkpoints.get(0));
    Stream.concat(Stream.of(jobManager), taskManagers(compose, jobManager))
        .filter(it -> volume.isEmpty() || !volume.equals(volumeAt(compose, it, checkpoints.get(0))))
        .forEach(
            it ->
                problems.add(
                    it + ": has no volume of " + jobManager + " at " + checkpoints.get(0)));
  }

  private static Optional<String> volumeAt(Compose compose, String service, Path folder) {
    return Compose.texts(compose.service(service).get("volumes")).stream()
        .filter(it -> it.endsWith(":" + folder))
        .findFirst();
  }

  private static Stream<String> taskManagers(Compose compose, String jobManager) {
    return compose.servicesOf("jobs").stream()
        .filter(
            it -> {
              List<String> command = Compose.texts(compose.service(it).get("command"));
              return command.contains("taskmanager")
                  && command.contains("-Djobmanager.rpc.address=" + jobManager);
            });
  }

  /** Task managers open the sealed, and check signatures, with files of their own. */
  private static void drawKeys(Compose compose, String jobManager, List<String> problems) {
    String folder = compose.environmentText(jobManager).get("HONGBAO_KEYS");
    taskManagers(compose, jobManager)
        .forEach(
            service -> {
              for (String key : KEYS_OF_A_DRAW) {
                if (!compose.secretFiles(service).containsValue(Path.of(folder, key))) {
                  problems.add(service + ": has no " + folder + "/" + key);
                }
              }
            });
  }

  /** A service that is a command, or any of them, is told by variables that stand for options. */
  private static void options(Compose compose, String service, List<String> problems) {
    CommandLine command = CommandLines.of(new OpsMain());
    List<String> arguments = Compose.texts(compose.service(service).get("command"));
    if (!arguments.get(0).startsWith("-")) {
      command = command.getSubcommands().get(arguments.get(0));
      if (command == null) {
        problems.add(service + ": " + arguments.get(0) + " is no command");
        return;
      }
    }
    Map<String, String> environment = compose.environmentText(service);
    command.getCommandSpec().requiredArgs().stream()
        .map(it -> variable(((OptionSpec) it).longestName()))
        .filter(it -> environment.getOrDefault(it, "").isBlank())
        .forEach(it -> problems.add(service + ": " + it + ": expected a value"));
    Set<String> known =
        options(command)
            .map(SettingsCheck::variable)
            .collect(Collectors.toCollection(TreeSet::new));
    environment.keySet().stream()
        .filter(it -> it.startsWith("HONGBAO_") && !known.contains(it))
        .forEach(it -> problems.add(service + ": " + it + " is read by nobody"));
  }

  private void keysOfCommands(Compose compose, String service, List<String> problems) {
    Map<String, String> environment = compose.environmentText(service);
    Path folder = filesSeenAt(compose, service, environment.get("HONGBAO_DATA") + "/keys");
    try {
      LocalKeys.read(new DataDirectory(folder.getParent()));
    } catch (OperationFailedException e) {
      problems.add(service + ": " + e.getMessage());
    }
  }

  private static String variable(String option) {
    return "HONGBAO_" + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static Stream<String> options(CommandLine command) {
    return Stream.concat(
        command.getCommandSpec().options().stream().map(OptionSpec::longestName),
        command.getSubcommands().values().stream().flatMap(SettingsCheck::options));
  }

  /** A folder {@code keys} with real keys under the names that the service sees in a folder. */
  private Path filesSeenAt(Compose compose, String service, String folder) {
    try {
      Path seen = Files.createTempDirectory(scratch, service).resolve("keys");
      Files.createDirectories(seen);
      for (Path file : compose.secretFiles(service).values()) {
        Path key = data.keys().resolve(file.getFileName());
        if (file.getParent().equals(Path.of(folder)) && Files.exists(key)) {
          Files.copy(key, seen.resolve(file.getFileName()));
        }
      }
      return seen;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers which variables somebody asked for. */
  private static final class ReadVariables extends TreeMap<String, String> {

    private static final long serialVersionUID = 1L;

    private final Set<String> read = new TreeSet<>();

    ReadVariables(Map<String, String> variables) {
      super(variables);
    }

    String given(String name) {
      return super.get(name);
    }

    @Override
    public String get(Object name) {
      read.add((String) name);
      return super.get(name);
    }

    @Override
    public String getOrDefault(Object name, String otherwise) {
      read.add((String) name);
      return super.getOrDefault(name, otherwise);
    }

    List<String> unread() {
      return keySet().stream()
          .filter(it -> it.startsWith("HONGBAO_") && !read.contains(it))
          .toList();
    }
  }
}
