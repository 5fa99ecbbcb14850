package io.hongbao.rehearsal.audience.http;

/** Why a request has no reply. The server may have done what it asked, except if REFUSED. */
public enum Failure {
  REFUSED("connection refused"),
  BROKEN("connection broken"),
  SILENT("no reply in time"),
  MALFORMED("malformed reply");

  private final String text;

  Failure(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
