package io.hongbao.yaml;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads the ids of a list of things; one that stands twice is a problem. */
public final class DistinctIds {

  private final String what;
  private final Problems problems;
  private final Set<String> seen = new HashSet<>();

  public DistinctIds(String what, Problems problems) {
    this.what = what;
    this.problems = problems;
  }

  /** The id of an entry; empty if it is missing, wrong or stood before. */
  public Optional<String> read(YamlMapping entry) {
    Optional<String> id = entry.value("id", Scalars::id);
    if (id.isPresent() && !seen.add(id.get())) {
      problems.add(
          entry.place("id"), what + " '" + id.get() + "' stands twice, expected another id");
      return Optional.empty();
    }
    return id;
  }
}
