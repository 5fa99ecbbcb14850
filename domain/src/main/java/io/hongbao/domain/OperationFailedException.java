package io.hongbao.domain;

/**
 * What was asked for cannot be done, for a reason outside the program: a server does not answer, a
 * file cannot be read, a folder is in use, a version does not exist.
 *
 * <p>The message is for people, in whole sentences: what was found, what was expected, what to do.
 * A command prints it and ends with status 3. A fault of the program itself is never thrown as
 * this.
 */
public class OperationFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OperationFailedException(String message) {
    super(message);
  }

  public OperationFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
