package io.hongbao.rehearsal.torture.history;

import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import io.hongbao.rehearsal.torture.history.History.ShakeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An answer was decided from the log: its shake stands there. */
final class UnloggedAnswers implements Checker {

  @Override
  public Finding check(History history) {
    Set<ShakeName> answeredShakes = new HashSet<>();
    List<HistoryBreach> breaches = new ArrayList<>();
    history
        .outcomes()
        .filter(answered -> answeredShakes.add(ShakeName.of(answered)))
        .filter(answered -> !history.logged().contains(ShakeName.of(answered)))
        .forEach(answered -> breaches.add(breach(answered)));
    return new Finding(
        "answer without a record", answeredShakes.size(), "answered shakes", breaches);
  }

  private static HistoryBreach breach(ShakeEvent.Answered answered) {
    return new HistoryBreach(
        List.of(answered.user()),
        answered.heardAtMillis(),
        ShakeName.of(answered) + " was answered and is not in the log");
  }
}
