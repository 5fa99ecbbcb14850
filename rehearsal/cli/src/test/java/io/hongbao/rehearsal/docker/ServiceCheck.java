package io.hongbao.rehearsal.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What every container owes to the host and to the others. */
final class ServiceCheck implements Check {

  /** A service that ends by itself, or is run by hand. */
  private static boolean isShort(Map<String, Object> service) {
    return "on-failure".equals(service.get("restart")) || service.containsKey("profiles");
  }

  @Override
  public List<String> problems(Compose compose) {
    List<String> problems = new ArrayList<>();
    compose.services().forEach((name, service) -> service(compose, name, service, problems));
    return problems;
  }

  private static void service(
      Compose compose, String name, Map<String, Object> service, List<String> problems) {
    String image = String.valueOf(service.get("image"));
    if (!Images.isPinned(image)) {
      problems.add(name + ": image " + image + " is not pinned");
    }
    if (compose.ownImage(name).isEmpty()
        && !Images.isNonRoot(String.valueOf(service.getOrDefault("user", "")))) {
      problems.add(name + ": runs as root, as far as it says");
    }
    if (!service.containsKey("mem_limit")) {
      problems.add(name + ": has no limit of memory");
    }
    if (!Compose.texts(service.get("security_opt")).contains("no-new-privileges:true")
        || !Compose.texts(service.get("cap_drop")).contains("ALL")) {
      problems.add(name + ": may gain privileges");
    }
    if (!isShort(service)) {
      if (!service.containsKey("healthcheck")) {
        problems.add(name + ": has no health check");
      }
      if (!"unless-stopped".equals(service.get("restart"))) {
        problems.add(name + ": is not started again when it dies");
      }
      if (!service.containsKey("logging")) {
        problems.add(name + ": its log has no bound");
      }
    }
    dependencies(compose, name, service, problems);
  }

  private static void dependencies(
      Compose compose, String name, Map<String, Object> service, List<String> problems) {
    Compose.map(service.getOrDefault("depends_on", Map.of()))
        .forEach(
            (other, how) -> {
              Map<String, Object> wanted = compose.services().get(other);
              Object condition = Compose.map(how).get("condition");
              if (wanted == null) {
                problems.add(name + ": waits for " + other + ", which is no service");
              } else if ("service_healthy".equals(condition)
                  && !wanted.containsKey("healthcheck")) {
                problems.add(name + ": waits for the health of " + other + ", which nobody checks");
              } else if ("service_completed_successfully".equals(condition) && !isShort(wanted)) {
                problems.add(name + ": waits for the end of " + other + ", which has none");
              }
            });
  }
}
