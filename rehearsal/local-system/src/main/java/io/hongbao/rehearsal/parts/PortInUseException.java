package io.hongbao.rehearsal.parts;

import io.hongbao.domain.OperationFailedException;
import java.util.Locale;
import java.util.Optional;

/** Someone else listens where a part was to listen. */
public final class PortInUseException extends OperationFailedException {

  private static final long serialVersionUID = 1L;

  private final int port;

  /**
   * @param holder who listens there; empty if that is not known
   */
  PortInUseException(String wantedBy, int port, String option, Optional<String> holder) {
    super(
        String.format(
            Locale.ROOT,
            "port %d, wanted for %s, is in use%s: free it, or choose another with %s",
            port,
            wantedBy,
            holder.map(name -> " by " + name).orElse(""),
            option));
    this.port = port;
  }

  public int port() {
    return port;
  }
}
