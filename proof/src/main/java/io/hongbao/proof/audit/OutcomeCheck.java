package io.hongbao.proof.audit;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.seen.SeenEvent;
import io.hongbao.wire.records.ShakeRecord;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Promises 1 and 2: a shake has one outcome, over all its records in the log and all that phones
 * heard of it. First the whole log, then what was heard.
 */
final class OutcomeCheck {

  private final Findings one;
  private final Findings two;
  private final ShakeBook book = new ShakeBook();
  private final OutcomeCodes codes = new OutcomeCodes();
  private long records;
  private long events;
  private long answers;
  private long closed;

  OutcomeCheck(Findings one, Findings two) {
    this.one = one;
    this.two = two;
  }

  /** A record of the log, and what drawing again says of it. */
  void logged(ShakeRecord shake, RecordPosition position, DrawDecision decision) {
    records++;
    int slot = book.slotOf(ShakeKey.of(shake.key().show(), shake.user(), shake.shakeId()));
    if (!book.has(slot, ShakeBook.LOGGED)) {
      book.set(slot, ShakeBook.LOGGED);
      book.setPosition(slot, position);
    }
    if (!(decision instanceof DrawDecision.Decided decided)) {
      return;
    }
    int code = codes.codeOf(decided.outcome());
    int before = book.decided(slot);
    if (before == ShakeBook.NONE) {
      book.setDecided(slot, code);
    } else if (before != code) {
      one.breach(
          Breach.at(
              position,
              what(shake.key().show(), shake.user(), shake.shakeId()),
              codes.text(before) + ", as decided since " + book.position(slot),
              codes.text(code) + ", by drawing again",
              Look.way(shake.key().show(), shake.user(), shake.shakeId())));
    }
  }

  /** Something that a phone heard. */
  void heard(SeenEvent event) {
    events++;
    Optional<Outcome> outcome = Optional.empty();
    if (event instanceof SeenEvent.Answered answered) {
      outcome = answered.answer().outcome();
      if (outcome.isEmpty()) {
        // CLOSED says nothing, not even that the shake was logged.
        closed++;
        return;
      }
    }
    int slot = book.slotOf(ShakeKey.of(event.show(), event.user(), event.shakeId()));
    book.set(slot, ShakeBook.ACKNOWLEDGED);
    if (!book.has(slot, ShakeBook.LOGGED) && !book.has(slot, ShakeBook.MISSED)) {
      book.set(slot, ShakeBook.MISSED);
      one.breach(
          breach(slot, event, "it in the log, as a phone was told at " + heardAt(event), "none"));
    }
    outcome.ifPresent(it -> heardOutcome(slot, event, it));
  }

  private void heardOutcome(int slot, SeenEvent event, Outcome outcome) {
    answers++;
    int code = codes.codeOf(outcome);
    int before = book.heard(slot);
    if (before == ShakeBook.NONE) {
      book.setHeard(slot, code);
    } else if (before != code) {
      two.breach(
          breach(
              slot,
              event,
              codes.text(before) + ", as a phone heard first",
              codes.text(code) + ", heard at " + heardAt(event)));
    }
    if (book.has(slot, ShakeBook.LOGGED) && book.decided(slot) != code) {
      one.breach(
          breach(
              slot,
              event,
              codes.text(book.decided(slot)) + ", by drawing again",
              codes.text(code) + ", heard by a phone at " + heardAt(event)));
    }
  }

  private Breach breach(int slot, SeenEvent event, String expected, String found) {
    return new Breach(
        book.has(slot, ShakeBook.LOGGED) ? Optional.of(book.position(slot)) : Optional.empty(),
        what(event.show(), event.user(), event.shakeId()),
        expected,
        found,
        Look.way(event.show(), event.user(), event.shakeId()));
  }

  private static String what(String show, String user, ShakeId shakeId) {
    return String.format(Locale.ROOT, "shake %s of %s in show %s", shakeId, user, show);
  }

  private static Instant heardAt(SeenEvent event) {
    return Instant.ofEpochMilli(event.heardAtMillis());
  }

  /**
   * The result of promise 1.
   *
   * @param wins how many packets were won, by drawing again
   */
  PromiseResult resultOne(long wins) {
    long acknowledged = book.count(ShakeBook.ACKNOWLEDGED);
    long logged = book.count(ShakeBook.LOGGED);
    String counts =
        String.format(
            Locale.ROOT,
            "%s, %,d in the log as %,d records, %,d undecided, %,d packets won",
            events > 0
                ? String.format(Locale.ROOT, "%,d acknowledged", acknowledged)
                : "no seen file",
            logged,
            records,
            book.countUndecided(),
            wins);
    return one.result(events > 0 ? acknowledged : logged, counts);
  }

  PromiseResult resultTwo() {
    return two.result(
        answers, String.format(Locale.ROOT, "%,d answers heard, %,d CLOSED", answers, closed));
  }
}
