package io.hongbao.ops;

import io.hongbao.resources.policy.PhonePolicy;
import io.hongbao.show.policy.PolicyFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The policy file that a command is about. */
final class PolicyArgument {

  @Parameters(paramLabel = "FILE", description = "The policy file.")
  private Path file;

  Path file() {
    return file;
  }

  /** Reads the file; every problem of it goes to the error stream. */
  PolicyFile.Reading read(PrintWriter err) {
    PolicyFile.Reading reading = PolicyFile.read(file);
    reading.problems().forEach(err::println);
    if (!reading.problems().isEmpty()) {
      int count = reading.problems().size();
      err.println(file + ": " + count + (count == 1 ? " problem" : " problems"));
    }
    err.flush();
    return reading;
  }

  /** What a policy says, in a few words. */
  static String summary(PhonePolicy policy) {
    int points = policy.accessPoints().size();
    return "policy "
        + policy.version()
        + ", "
        + (points == 1 ? "1 access point" : points + " access points")
        + ", "
        + policy.staticUrl().map(url -> "also at " + url).orElse("no static road");
  }
}
