package io.hongbao.rehearsal.torture.history;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.proof.audit.PhoneAnswerFormatter;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import io.hongbao.rehearsal.torture.history.History.ShakeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A shake has one outcome, whoever asks for it and when. */
final class ChangedOutcomes implements Checker {

  @Override
  public Finding check(History history) {
    Map<ShakeName, Outcome> first = new HashMap<>();
    List<HistoryBreach> breaches = new ArrayList<>();
    long[] checked = {0};
    history
        .outcomes()
        .forEach(
            answered -> {
              checked[0]++;
              ShakeName shake = ShakeName.of(answered);
              Outcome outcome = answered.answer().outcome().orElseThrow();
              Outcome before = first.putIfAbsent(shake, outcome);
              if (before != null && !before.equals(outcome)) {
                breaches.add(
                    new HistoryBreach(
                        List.of(answered.user()),
                        answered.heardAtMillis(),
                        String.format(
                            Locale.ROOT,
                            "%s was answered %s and later %s",
                            shake,
                            PhoneAnswerFormatter.of(before),
                            PhoneAnswerFormatter.of(outcome))));
              }
            });
    return new Finding("changed outcome", checked[0], "answers", breaches);
  }
}
