package io.hongbao.rehearsal.torture.history;

/** Holds a history against one promise. Pure. */
interface Checker {

  Finding check(History history);
}
