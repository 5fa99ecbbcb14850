package io.hongbao.proof.audit;

import java.util.List;

/**
 * What was found of one promise.
 *
 * @param id its number in the contract
 * @param text what is promised
 * @param checked how many things were held against it
 * @param breaches how many of them break it
 * @param firstBreaches the breaches that were found first, at most {@link
 *     BreachCollector#MAX_EXAMPLES}
 * @param counts what was checked, for people
 */
public record PromiseResult(
    int id,
    String text,
    long checked,
    long breaches,
    List<AuditBreach> firstBreaches,
    String counts) {

  public PromiseResult {
    firstBreaches = List.copyOf(firstBreaches);
  }

  /** The first breaches, each on one line. */
  public List<String> examples() {
    return firstBreaches.stream().map(AuditBreach::toString).toList();
  }

  public boolean isKept() {
    return breaches == 0;
  }
}
