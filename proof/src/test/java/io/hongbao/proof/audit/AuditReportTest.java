package io.hongbao.proof.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditReportTest {

  private static final PromiseResult KEPT =
      new PromiseResult(2, "no outcome changes", 1_234_567, 0, List.of(), "12 CLOSED");
  private static final PromiseResult BROKEN =
      new PromiseResult(
          4,
          "limits",
          20,
          7,
          List.of(
              AuditBreach.at(
                  RecordPosition.ofShakes(3, 1024),
                  "u\n1",
                  "at most 3",
                  "\"4\"",
                  "./hongbao trace --at shakes/3/1024")),
          "20 users");

  @Test
  void shouldBeOkOnlyIfEveryPromiseWasKept() {
    assertThat(new AuditReport(List.of(KEPT)).isOk()).isTrue();
    assertThat(new AuditReport(List.of(KEPT, BROKEN)).isOk()).isFalse();
  }

  @Test
  void shouldGiveOneObjectOfJson() {
    assertThat(new AuditReport(List.of(KEPT, BROKEN)).toJson())
        .isEqualTo(
            """
            {"ok":false,"promises":[\
            {"id":2,"text":"no outcome changes","checked":1234567,"breaches":0,"examples":[]},\
            {"id":4,"text":"limits","checked":20,"breaches":7,"examples":["shakes/3/1024: u\\\\u000a1: expected at most 3; found \\"4\\"; \
            look: ./hongbao trace --at shakes/3/1024"]}]}""");
  }

  @Test
  void shouldGiveAlignedLinesForPeople() {
    assertThat(new AuditReport(List.of(KEPT, BROKEN)).toText())
        .isEqualTo(
            """
            2  ok          1,234,567 checked  no outcome changes  12 CLOSED
            4  BREACH 7           20 checked  limits              20 users
                 1. shakes/3/1024: u\\u000a1
                    expected  at most 3
                    found     "4"
                    look      ./hongbao trace --at shakes/3/1024
                 and 6 more
            """);
  }

  private static final AuditReport OF_A_PART =
      new AuditReport(
          List.of(KEPT),
          Optional.of(
              new AuditReport.Part(
                  List.of(0, 2),
                  4,
                  List.of(
                      new AuditReport.PoolPart("gala", "first", "cola", 3, 330, 2, 210, 9, 990)))));

  @Test
  void shouldSayWhatAPartDoesNotProve() {
    assertThat(OF_A_PART.toText())
        .isEqualTo(
            """
            2  ok          1,234,567 checked  no outcome changes  12 CLOSED
            Only a part of the log was audited: partitions [0, 2] of 4. Of the shakes, packets and \
            dead letters of these partitions all is checked but "issued + left = budget", \
            which needs all partitions: add up the pools of all parts.
                 pool cola of wave first in show gala: issued 3 packets, 330 fen, left 2 packets, \
            210 fen, budget of all parts 9 packets, 990 fen
            """);
  }

  @Test
  void shouldAddOneFieldToTheObjectOfAPart() {
    assertThat(OF_A_PART.toJson())
        .isEqualTo(
            """
            {"ok":true,"promises":[\
            {"id":2,"text":"no outcome changes","checked":1234567,"breaches":0,"examples":[]}],\
            "part":{"partitions":[0,2],"of":4,"pools":[\
            {"show":"gala","wave":"first","enterprise":"cola","issuedPackets":3,"issuedFen":330,\
            "leftPackets":2,"leftFen":210,"budgetPackets":9,"budgetFen":990}]}}""");
  }
}
