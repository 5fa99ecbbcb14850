package io.hongbao.rehearsal.torture.history;

import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import io.hongbao.rehearsal.torture.history.History.ShakeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A shake that was acknowledged has its outcome in time, however often it must be asked.
 *
 * @param within how long after the acknowledgement that is
 */
record LostShakes(Duration within) implements Checker {

  @Override
  public Finding check(History history) {
    Map<ShakeName, Long> firstOutcomes = new HashMap<>();
    history
        .outcomes()
        .forEach(
            answered ->
                firstOutcomes.putIfAbsent(ShakeName.of(answered), answered.heardAtMillis()));
    Map<ShakeName, ShakeEvent.Acknowledged> first = new HashMap<>();
    List<HistoryBreach> breaches = new ArrayList<>();
    history
        .acknowledgements()
        .filter(event -> first.putIfAbsent(ShakeName.of(event), event) == null)
        .forEach(event -> check(event, firstOutcomes, breaches));
    return new Finding("lost acknowledged shake", first.size(), "acknowledged shakes", breaches);
  }

  private void check(
      ShakeEvent.Acknowledged event,
      Map<ShakeName, Long> firstOutcomes,
      List<HistoryBreach> breaches) {
    ShakeName shake = ShakeName.of(event);
    Long outcomeAtMillis = firstOutcomes.get(shake);
    if (outcomeAtMillis == null) {
      breaches.add(breach(event, shake + " was acknowledged and never answered"));
    } else if (outcomeAtMillis - event.heardAtMillis() > within.toMillis()) {
      breaches.add(
          breach(
              event,
              String.format(
                  Locale.ROOT,
                  "%s was acknowledged and answered only %.1f s later",
                  shake,
                  (outcomeAtMillis - event.heardAtMillis()) / 1e3)));
    }
  }

  private static HistoryBreach breach(ShakeEvent event, String what) {
    return new HistoryBreach(List.of(event.user()), event.heardAtMillis(), what);
  }
}
