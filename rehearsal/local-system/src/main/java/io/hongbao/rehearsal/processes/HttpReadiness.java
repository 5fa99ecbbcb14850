package io.hongbao.rehearsal.processes;

import io.hongbao.rehearsal.processes.PartSpec.Readiness;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** A part is ready when a URL of it answers with status 200, as {@code /readyz} of an edge does. */
public record HttpReadiness(URI url) implements Readiness {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @Override
  public boolean isReady() {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout((int) TIMEOUT.toMillis());
      connection.setReadTimeout((int) TIMEOUT.toMillis());
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException notYet) {
      return false;
    }
  }
}
