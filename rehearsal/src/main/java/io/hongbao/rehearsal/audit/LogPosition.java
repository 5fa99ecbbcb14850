package io.hongbao.rehearsal.audit;

/** Where a record stands in {@code shakes}. */
record LogPosition(int partition, long offset) {

  /** As Kafka's own tools write it. */
  @Override
  public String toString() {
    return "shakes-" + partition + "@" + offset;
  }
}
