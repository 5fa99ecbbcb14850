package io.hongbao.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The problems of one file, gathered while it is read. */
public final class Problems {

  private final String file;
  private final int max;
  private final List<Problem> found = new ArrayList<>();
  private int leftOut;

  /**
   * Of a file.
   *
   * @param max how many are kept; of the others only the number is told
   */
  public Problems(String file, int max) {
    this.file = file;
    this.max = max;
  }

  public void add(Node node, String message) {
    add(node.getStartMark(), message);
  }

  public void add(Optional<Mark> mark, String message) {
    add(mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, message);
  }

  public void add(int line, int column, String message) {
    if (found.size() < max) {
      found.add(new Problem(file, line, column, message));
    } else {
      leftOut++;
    }
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** The problems by their place, and at the end how many more there are. */
  public List<Problem> byPlace() {
    List<Problem> sorted = new ArrayList<>(found.stream().sorted().toList());
    if (leftOut > 0) {
      Problem last = sorted.get(sorted.size() - 1);
      sorted.add(new Problem(file, last.line(), last.column(), "and " + leftOut + " more"));
    }
    return List.copyOf(sorted);
  }
}
