package io.hongbao.rehearsal.parts;

/** A running part of the system. Starting it is the business of each part's own {@code start}. */
public interface Part extends AutoCloseable {

  /** As in the pid files and progress lines: kafka-1, redis-1, flink. */
  String name();

  /** Where clients reach it, in the form that the READY line shows. */
  String address();

  /** Stops it; what it had promised to keep is on disk afterwards. Safe to call twice. */
  @Override
  void close();
}
