package io.hongbao.show.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.resources.policy.PhonePolicy;
import io.hongbao.resources.policy.SignedPolicy;
import io.hongbao.show.live.ShowRefusedException;
import io.hongbao.show.live.ShowTable;
import io.hongbao.show.live.ShowTopic;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.PolicyRecord;
import io.hongbao.wire.records.ShowRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyPublisherTest {

  private static final SigningKey.Pair KEYS = SigningKey.generate();

  private final List<ShowRecord> records = new ArrayList<>();
  private final PolicyPublisher publisher =
      new PolicyPublisher(
          new ShowTopic() {
            @Override
            public ShowTable read() {
              ShowTable table = new ShowTable();
              records.forEach(table::accept);
              return table;
            }

            @Override
            public void append(ShowRecord record) {
              records.add(record);
            }

            @Override
            public void close() {}
          },
          KEYS.signingKey());

  private static PhonePolicy policy(int version) {
    PhonePolicy same = PhonePolicy.BUILT_IN;
    return new PhonePolicy(
        version,
        0,
        same.retry(),
        same.reconnect(),
        0,
        false,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  @Test
  void shouldAppendAPolicyThatProvesItself() {
    SignedPolicy signed = publisher.publish(policy(3));

    assertThat(records).containsExactly(new PolicyRecord(3, signed.document()));
    assertThat(SignedPolicy.verify(signed.document(), KEYS.verifyingKey()::verify).policy())
        .isEqualTo(policy(3));
    assertThat(publisher.newestVersion()).isEqualTo(3);
  }

  @Test
  void shouldRefuseWhatIsNotNewer() {
    SignedPolicy unused = publisher.publish(policy(3));

    for (int version : new int[] {3, 2}) {
      assertThatThrownBy(() -> publisher.publish(policy(version)))
          .isInstanceOf(ShowRefusedException.class)
          .hasMessage(
              "policy "
                  + version
                  + " is not newer than policy 3, which is published, and no phone would take it:"
                  + " give it version 4 or more");
    }
    assertThat(records).hasSize(1);
  }

  @Test
  void shouldMakeNoShowOfIt() {
    SignedPolicy unused = publisher.publish(policy(1));
    ShowTable table = new ShowTable();
    records.forEach(table::accept);

    assertThat(table.shows()).isEmpty();
    assertThat(table.records()).isEmpty();
  }
}
