/**
 * Checks what phones heard, in the manner of Jepsen: the whole history of a run against what must
 * hold of any history, however the system was treated meanwhile. Pure, but for reading the files.
 *
 * <p>Read {@link io.hongbao.rehearsal.torture.history.History} first.
 */
package io.hongbao.rehearsal.torture.history;
