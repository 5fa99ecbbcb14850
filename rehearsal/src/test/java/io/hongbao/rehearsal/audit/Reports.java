package io.hongbao.rehearsal.audit;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks into reports. */
final class Reports {

  private Reports() {}

  static PromiseResult promise(AuditReport report, int id) {
    return report.promises().stream().filter(it -> it.id() == id).findFirst().orElseThrow();
  }

  /** The report is not ok, and an example of the promise says so. */
  static void assertBreaches(AuditReport report, int id, String example) {
    assertThat(report.isOk()).isFalse();
    assertThat(promise(report, id).examples()).anyMatch(it -> it.contains(example));
  }
}
