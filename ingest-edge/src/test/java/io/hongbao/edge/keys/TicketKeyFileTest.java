package io.hongbao.edge.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.tickets.TicketKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketKeyFileTest {

  private static final TicketKeys OLD = TicketKeys.generate("old");
  private static final TicketKeys NEW = TicketKeys.generate("new");

  @TempDir private Path folder;
  private Path file;
  private final List<String> heard = new ArrayList<>();
  private TicketKeyFile followed;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("ticket.keys");
    Files.writeString(file, OLD.toSecretText() + "\n");
    followed = new TicketKeyFile(file, OLD, keys -> heard.add(keys.toSecretText()));
  }

  @Test
  void shouldSayNothingOfKeysThatAreKnown() throws IOException {
    followed.look();
    Files.writeString(file, " " + OLD.toSecretText());
    followed.look();

    assertThat(heard).isEmpty();
  }

  @Test
  void shouldTellOfOtherKeysOnce() throws IOException {
    String both = NEW.toSecretText() + "," + OLD.toSecretText();
    Files.writeString(file, both);
    followed.look();
    followed.look();
    Files.writeString(file, NEW.toSecretText());
    followed.look();

    assertThat(heard).containsExactly(both, NEW.toSecretText());
  }

  /** As an editor leaves it for a moment, or for good. */
  @ParameterizedTest
  @ValueSource(strings = {"", "new", "new:c2hvcnQ=", "a:b,c:d,e:f"})
  void shouldKeepTheKeysWhileTheFileCannotBeUsed(String content) throws IOException {
    Files.writeString(file, content);
    followed.look();
    followed.look();
    assertThat(heard).isEmpty();

    Files.writeString(file, NEW.toSecretText());
    followed.look();

    assertThat(heard).containsExactly(NEW.toSecretText());
  }

  @Test
  void shouldKeepTheKeysWhileTheFileIsAway() throws IOException {
    Files.delete(file);
    followed.look();
    Files.writeString(file, OLD.toSecretText());
    followed.look();

    assertThat(heard).isEmpty();
  }

  @Test
  void shouldNotReadAFileThatIsFarTooLarge() throws IOException {
    Files.writeString(file, NEW.toSecretText() + "\n".repeat(5_000));
    followed.look();

    assertThat(heard).isEmpty();
  }

  /** A key that takes over by a link, as secrets of clusters do. */
  @Test
  void shouldFollowALinkToAnotherFile() throws IOException {
    Files.writeString(folder.resolve("next"), NEW.toSecretText());
    Files.delete(file);
    Files.createSymbolicLink(file, folder.resolve("next"));
    followed.look();

    assertThat(heard).containsExactly(NEW.toSecretText());
  }
}
