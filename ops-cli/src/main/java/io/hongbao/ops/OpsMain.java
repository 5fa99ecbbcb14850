package io.hongbao.ops;

import picocli.CommandLine.Command;

/** The command of the shipped image: all that talks to a running system. */
@Command
public final class OpsMain extends RootCommand {

  public static void main(String[] arguments) {
    CommandLines.runAndExit(new OpsMain(), arguments);
  }
}
