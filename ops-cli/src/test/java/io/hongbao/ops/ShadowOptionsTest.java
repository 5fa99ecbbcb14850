package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketTimes;
import io.hongbao.tickets.TicketVerifier;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a shadow show is loaded, and whose tickets see it. */
class ShadowOptionsTest {

  private static final String GALA = Path.of("..", "campaigns", "gala.yaml").toString();

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private DataDirectory data;

  @BeforeEach
  void makeKeys() {
    data = new DataDirectory(folder.resolve("data"));
    LocalKeys.makeMissing(data);
  }

  @Test
  void shouldMintTicketsOfATestGroup() {
    assertThat(run("ticket", "--user=u", "--count=2", "--group=crew")).isZero();

    assertThat(groups()).containsExactly("crew", "crew");
  }

  @Test
  void shouldMintTicketsForTheLiveShowUnlessAGroupIsNamed() {
    assertThat(run("ticket", "--user=u")).isZero();

    assertThat(groups()).containsExactly("");
  }

  @Test
  void shouldRefuseAGroupThatIsNoName() {
    assertThat(run("ticket", "--user=u", "--group=The Crew")).isEqualTo(2);
    assertThat(run("campaign", "load", GALA, "--shadow", "--group=The Crew")).isEqualTo(2);

    assertThat(err.toString().lines())
        .filteredOn(
            line -> line.contains("--group 'The Crew': expected 1 to 40 of a-z, 0-9 and '-'"))
        .hasSize(2);
  }

  /** It would be loaded as a live show. */
  @Test
  void shouldRefuseAGroupOfALiveShow() {
    assertThat(run("campaign", "load", GALA, "--group=crew")).isEqualTo(2);

    assertThat(err.toString()).contains("--group crew: expected --shadow with it");
  }

  private List<String> groups() {
    TicketVerifier verifier =
        new TicketVerifier(TicketKeys.parse(LocalKeys.ticketKeys(data)), TicketTimes.DEFAULT, 10);
    return out.toString().lines().map(ticket -> group(verifier, ticket)).toList();
  }

  private static String group(TicketVerifier verifier, String ticket) {
    try {
      return verifier.verify("Bearer " + ticket, System.currentTimeMillis()).group();
    } catch (InvalidTicketException e) {
      throw new AssertionError(e);
    }
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--data=" + data.root();
    return CommandLines.of(new OpsMain())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
