package io.hongbao.solver;

import io.hongbao.rules.condition.NumberFormatter;
import io.hongbao.rules.model.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An example: what signals are for somebody, not-a-number for no data.
 *
 * @param values in the order of the rule's signals
 * @param names what the rule calls them
 */
public record SignalValues(Map<Signal, Double> values, Map<Signal, String> names) {

  public SignalValues {
    values = new LinkedHashMap<>(values);
    names = Map.copyOf(names);
  }

  /** Such as {@code requests_10s 41, rhythm none}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(each -> names.get(each.getKey()) + " " + shown(each.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Where three decimals are too few, all digits. */
  private static String shown(double value) {
    String rounded = NumberFormatter.of(value);
    return Double.isNaN(value)
            || Double.isInfinite(value)
            || Double.compare(Double.parseDouble(rounded), value) == 0
        ? rounded
        : Double.toString(value);
  }
}
