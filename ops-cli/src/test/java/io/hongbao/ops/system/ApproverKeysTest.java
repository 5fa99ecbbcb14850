package io.hongbao.ops.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.wire.keys.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApproverKeysTest {

  private static final byte[] MESSAGE = "envelope".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void shouldCheckBySystemWhatItsApproverSigned() throws IOException {
    DataDirectory data = new DataDirectory(folder.resolve("data"));
    LocalKeys.makeMissing(data);
    assertThat(LocalKeys.read(data).approverKey()).isEmpty();
    Path safe = folder.resolve("safe");
    LocalKeys.makeApprover(safe);

    Files.copy(safe.resolve("approver.pub"), data.keys().resolve("approver.pub"));

    SigningKey approver = SigningKey.fromBase64(Files.readString(safe.resolve("approver.key")));
    assertThat(
            LocalKeys.read(data)
                .approverKey()
                .orElseThrow()
                .verify(MESSAGE, approver.sign(MESSAGE)))
        .isTrue();
  }

  @Test
  void shouldKeepTheSecretKeyToItsOwner() throws IOException {
    LocalKeys.makeApprover(folder);

    assertThat(Files.getPosixFilePermissions(folder.resolve("approver.key")))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  @Test
  void shouldNeverReplaceAKey() throws IOException {
    LocalKeys.makeApprover(folder);
    String key = Files.readString(folder.resolve("approver.key"));

    assertThatThrownBy(() -> LocalKeys.makeApprover(folder))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("approver.key is there: keys are never replaced");
    assertThat(folder.resolve("approver.key")).hasContent(key);
  }

  @Test
  void shouldNameAKeyThatCannotBeUsed() throws IOException {
    DataDirectory data = new DataDirectory(folder);
    LocalKeys.makeMissing(data);
    Files.writeString(data.keys().resolve("approver.pub"), "no key");

    assertThatThrownBy(() -> LocalKeys.read(data))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("approver.pub or HONGBAO_APPROVER_KEY cannot be used: ");
  }
}
