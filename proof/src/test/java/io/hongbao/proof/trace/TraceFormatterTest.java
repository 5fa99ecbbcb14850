package io.hongbao.proof.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.wire.records.OpRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceFormatterTest {

  private static final RecordView SHAKE =
      new RecordView(RecordPosition.ofShakes(3, 1024), 1_802_003_400_700L, "shake", fields());

  private static final ShakeTrace WAY =
      new ShakeTrace("gala", 3, "u\n1", new ShakeId("first", 17), "MISS", List.of(SHAKE), 2);

  @Test
  void shouldShowARecordWithInstantsThatPeopleRead() {
    assertThat(TraceFormatter.toText(SHAKE))
        .isEqualTo(
            """
            shakes/3/1024  2027-02-07T12:30:00.700Z  shake
              user         u\\u000a1
              stampMillis  1802003400650 (2027-02-07T12:30:00.650Z)
              sinceMillis  0
              ownRepeat    false
            """);
  }

  @Test
  void shouldShowAWay() {
    assertThat(TraceFormatter.toText(List.of(WAY)))
        .isEqualTo(
            """
            shake first-17 of u\\u000a1 in show gala, bucket 3: MISS
              shakes/3/1024  2027-02-07T12:30:00.700Z  shake
                user         u\\u000a1
                stampMillis  1802003400650 (2027-02-07T12:30:00.650Z)
                sinceMillis  0
                ownRepeat    false
              and 2 more records
            """);
  }

  @Test
  void shouldGiveOneObjectOfJson() {
    String record =
        """
        {"at":"shakes/3/1024","appendedAtMillis":1802003400700,"kind":"shake","user":"u\\n1",\
        "stampMillis":1802003400650,"sinceMillis":0,"device":"","ownRepeat":false}""";

    assertThat(TraceFormatter.toJson(SHAKE)).isEqualTo(record);
    assertThat(TraceFormatter.toJson(List.of(WAY)))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                """
            {"ways":[{"show":"gala","bucket":3,"user":"u\\n1","shakeId":"first-17",\
            "drawnAgain":"MISS","records":[%s],"moreRecords":2}]}""",
                record));
  }

  @Test
  void shouldListOperationsInTheirOrder() {
    OpRecord stage = op(1, 1_802_003_400_000L, new OpRecord.Approve(2));
    OpRecord pause =
        op(2, 1_802_003_400_700L, new OpRecord.Tell(new Control.Pause("first", true, 0)));
    List<OpRecord> operations = Trace.newestOfEach(List.of(pause, stage, stage.done()));

    assertThat(TraceFormatter.operationsToText(operations))
        .isEqualTo(
            """
            2027-02-07T12:30:00Z  gala operation 1 by a\\u000an: approves plan 2
            2027-02-07T12:30:00.700Z  gala operation 2 by a\\u000an: \
            pauses wave first from 1970-01-01T00:00:00Z (not done)
            """);
    assertThat(TraceFormatter.operationsToJson(operations.subList(0, 1)))
        .isEqualTo(
            """
            {"operations":[{"show":"gala","number":1,"givenMillis":1802003400000,\
            "author":"a\\nn","does":"approves plan 2","done":true}]}""");
  }

  private static OpRecord op(long number, long atMillis, OpRecord.Op op) {
    return new OpRecord("gala", number, atMillis, "a\nn", false, op, List.of());
  }

  private static Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("user", "u\n1");
    fields.put("stampMillis", 1_802_003_400_650L);
    fields.put("sinceMillis", 0L);
    fields.put("device", "");
    fields.put("ownRepeat", false);
    return fields;
  }
}
