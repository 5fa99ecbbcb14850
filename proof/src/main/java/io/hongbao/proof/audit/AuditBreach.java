package io.hongbao.proof.audit;

import java.util.Objects;
import java.util.Optional;

/**
 * One breach of a promise, told so that a person can look at it.
 *
 * @param at the record that shows it; empty if it shows in none, as a shake that was lost
 * @param what whose it is: a shake, a packet, a pool
 * @param expected what should be there, and by whose word
 * @param found what is there
 * @param look the command line that shows it, on the running system
 */
public record AuditBreach(
    Optional<RecordPosition> at, String what, String expected, String found, String look) {

  public AuditBreach {
    Objects.requireNonNull(at, "at");
    what = ControlCharacterEscaper.of(what);
    expected = ControlCharacterEscaper.of(expected);
    found = ControlCharacterEscaper.of(found);
  }

  /** A breach that a record shows. */
  static AuditBreach at(
      RecordPosition position, String what, String expected, String found, String look) {
    return new AuditBreach(Optional.of(position), what, expected, found, look);
  }

  /** Where it shows, for people. */
  String where() {
    return at.map(RecordPosition::toString).orElse("in no record");
  }

  /** All of it on one line. */
  @Override
  public String toString() {
    return where()
        + ": "
        + what
        + ": expected "
        + expected
        + "; found "
        + found
        + "; look: "
        + look;
  }
}
