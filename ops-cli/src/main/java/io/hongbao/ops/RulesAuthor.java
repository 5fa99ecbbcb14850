package io.hongbao.ops;

import picocli.CommandLine.Option;

/** Who changes the rules, and why. */
final class RulesAuthor {

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who does it; this machine's user if left out.")
  private String author;

  @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Why.")
  private String note;

  String author() {
    return author != null ? author : System.getProperty("user.name");
  }

  String note() {
    return note;
  }
}
