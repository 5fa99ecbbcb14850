package io.hongbao.rehearsal.processes;

import java.util.List;
import java.util.Map;

/**
 * A part that runs as a process of its own.
 *
 * @param name as in its pid file and logs: edge-1
 * @param address where it is reached, for people
 * @param launch its command line
 * @param environment added to ours
 * @param readiness when it counts as started
 * @param stopOrder when it ends
 */
public record PartSpec(
    String name,
    String address,
    Launch launch,
    Map<String, String> environment,
    Readiness readiness,
    StopOrder stopOrder) {

  /** How a part is started, the first time and after each death. */
  @FunctionalInterface
  public interface Launch {

    /**
     * Makes ready what the part needs in its folders and returns program and arguments. Called
     * before every start, when the former process has ended, by one thread at a time.
     */
    List<String> prepare();
  }

  /** Whether a part serves. */
  @FunctionalInterface
  public interface Readiness {

    /** Asked some times a second while the part starts; answers within a second or so. */
    boolean isReady();
  }

  private static final String NAME = "[a-z]+-[1-9][0-9]{0,2}";

  public PartSpec {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException("part name " + name + ", expected " + NAME);
    }
    environment = Map.copyOf(environment);
  }
}
