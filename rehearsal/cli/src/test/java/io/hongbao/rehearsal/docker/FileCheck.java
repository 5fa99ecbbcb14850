package io.hongbao.rehearsal.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every path that is mounted is there, and every volume and secret is declared. */
final class FileCheck implements Check {

  @Override
  public List<String> problems(Compose compose) {
    List<String> problems = new ArrayList<>();
    for (String service : compose.services().keySet()) {
      for (String volume : Compose.texts(compose.service(service).get("volumes"))) {
        mount(compose, service, volume, problems);
      }
      for (String secret : compose.secretFiles(service).keySet()) {
        if (!declared(compose, "secrets").containsKey(secret)) {
          problems.add(service + ": no secret " + secret + " is declared");
        }
      }
    }
    return problems;
  }

  private static void mount(Compose compose, String service, String volume, List<String> problems) {
    String[] parts = volume.split(":");
    boolean isPath = parts[0].startsWith(".") || parts[0].startsWith("/");
    Path path = compose.folder().resolve(parts[0]).normalize();
    if (isPath && !Files.exists(path)) {
      problems.add(service + ": nothing to mount at " + path);
    }
    if (isPath && !(parts.length == 3 && parts[2].equals("ro"))) {
      problems.add(service + ": " + volume + " can be written to by a container");
    }
    if (!isPath && !declared(compose, "volumes").containsKey(parts[0])) {
      problems.add(service + ": no volume " + parts[0] + " is declared");
    }
  }

  private static Map<String, Object> declared(Compose compose, String kind) {
    return Compose.map(compose.tree().getOrDefault(kind, Map.of()));
  }
}
