package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

  @TempDir private Path folder;

  private Checkout ours;
  private Path other;

  @BeforeEach
  void makeFolders() throws IOException {
    ours = new Checkout(Files.createDirectories(folder.resolve("ours")).toRealPath());
    other = Files.createDirectories(folder.resolve("other"));
  }

  @Test
  void shouldTakeACheckoutThatIsBuilt() throws IOException {
    command("exit 0");
    makeBuilt();

    assertThat(Checkout.against(other, ours)).isEqualTo(new Checkout(other.toRealPath()));
  }

  @Test
  void shouldRefuseWhatIsNoFolder() {
    assertRefused(folder.resolve("none"), " is no folder: expected a checkout of Hongbao");
  }

  @Test
  void shouldRefuseWhatIsNoCheckout() {
    assertRefused(other, " is no checkout of Hongbao: there is no pom.xml, or no folder rehearsal");
  }

  @Test
  void shouldRefuseACheckoutWithoutTheCommand() throws IOException {
    makeCheckout();

    assertRefused(other, " has no command hongbao that can be run: check the file out again");
  }

  @Test
  void shouldRefuseACheckoutThatIsNotBuilt() throws IOException {
    command("exit 0");

    assertRefused(
        other,
        " is not built: run " + other.toRealPath().resolve("hongbao") + " --help, which builds it");
  }

  @Test
  void shouldRefuseTheSameFolderByWhicheverName() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), ours.root());

    assertRefused(ours.root(), " is this checkout itself: expected one of another commit");
    assertRefused(link, " is this checkout itself: expected one of another commit");
  }

  @Test
  void shouldSayWhatItsUpCanBeAskedFor() throws Exception {
    command("echo \"$*: --processes $HONGBAO_JAVA_OPTIONS\"; for i in $(seq 20); do echo $i; done");

    assertThat(new Checkout(other).prepare(folder))
        .startsWith("up --help: --processes -Dhongbao.classes=no-class-archives\n1\n2\n")
        .endsWith("\n20");
  }

  @Test
  void shouldSayThatItsCommandDoesNotWork() throws IOException {
    command("echo 'hongbao: the build failed'; exit 3");

    assertThatThrownBy(() -> new Checkout(other).prepare(folder))
        .isInstanceOf(OperationFailedException.class)
        .hasMessage(
            other.resolve("hongbao") + " up --help ended with status 3: hongbao: the build failed");
  }

  private void assertRefused(Path what, String message) {
    assertThatThrownBy(() -> Checkout.against(what, ours))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(what + message);
  }

  private void makeCheckout() throws IOException {
    Files.writeString(other.resolve("pom.xml"), "<project/>");
    Files.createDirectories(other.resolve("rehearsal"));
  }

  private void makeBuilt() throws IOException {
    Path target = Files.createDirectories(other.resolve("rehearsal/cli/target"));
    Files.writeString(target.resolve("hongbao.jar"), "");
  }

  private void command(String does) throws IOException {
    makeCheckout();
    Path command = Files.writeString(other.resolve("hongbao"), "#!/bin/sh\n" + does + "\n");
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
