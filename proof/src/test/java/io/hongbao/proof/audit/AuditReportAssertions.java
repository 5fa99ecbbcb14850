package io.hongbao.proof.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.wire.records.WonRecord;

/** Looks into reports. */
final class AuditReportAssertions {

  private AuditReportAssertions() {}

  static PromiseResult promise(AuditReport report, int id) {
    return report.promises().stream().filter(it -> it.id() == id).findFirst().orElseThrow();
  }

  /** The report is not ok, and this is among the first breaches of the promise. */
  static void assertBreaches(AuditReport report, int id, AuditBreach breach) {
    assertThat(report.isOk()).isFalse();
    assertThat(promise(report, id).firstBreaches()).contains(breach);
  }

  /** How to look at a shake of the world's show. */
  static String way(String user, ShakeId shakeId) {
    return "./hongbao trace " + shakeId + " --user=" + user + " --show=gala";
  }

  static String way(WonRecord won) {
    return way(won.user(), won.shakeId());
  }

  static String packetOf(WonRecord won) {
    return "packet " + won.packetId() + " of " + won.user() + ", shake " + won.shakeId();
  }
}
