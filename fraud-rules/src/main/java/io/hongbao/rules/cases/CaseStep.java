package io.hongbao.rules.cases;

/**
 * Posts of a case, one or many.
 *
 * @param atMillis of the first, from the case's beginning
 * @param everyMillis between two; 0 if there is only one
 * @param times how many
 * @param jitterMillis each comes up to so much later, always the same for the same case
 * @param of how many different numbers <code>{n}</code> counts through
 * @param user may have <code>{n}</code> in it, as device and address
 * @param device empty: one of the user's own
 * @param address empty: one of the user's own
 * @param winFen money in a packet won instead of a post; 0 for a post
 */
record CaseStep(
    long atMillis,
    long everyMillis,
    int times,
    long jitterMillis,
    int of,
    String user,
    String device,
    String address,
    long winFen) {

  static final String NUMBER = "{n}";
}
