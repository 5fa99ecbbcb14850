package io.hongbao.proof.audit;

import io.hongbao.kafka.GroupProgress;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an audit needs.
 *
 * @param bootstrapServers of Kafka
 * @param verifyingKey that control records are signed for
 * @param sealingKey that wave secrets are sealed under
 * @param seen what phones heard, if it was recorded
 * @param drawJobGroup the consumer group under which the draw job commits how far it is
 * @param drawJobWithin how long the draw job may take to pass the log's end, and the packets job
 *     that of {@code packets}
 * @param partitions of {@code shakes} to audit; empty for all
 * @param temporaryFolder where packets, dead letters and what phones heard are sorted by partition
 */
public record AuditSettings(
    String bootstrapServers,
    VerifyingKey verifyingKey,
    SealingKey sealingKey,
    Optional<Path> seen,
    String drawJobGroup,
    Duration drawJobWithin,
    Set<Integer> partitions,
    Path temporaryFolder) {

  public static final String DRAW_JOB_GROUP = GroupProgress.DRAW;
  public static final Duration DRAW_JOB_WITHIN = Duration.ofSeconds(60);

  public AuditSettings {
    Objects.requireNonNull(bootstrapServers, "bootstrapServers");
    Objects.requireNonNull(verifyingKey, "verifyingKey");
    Objects.requireNonNull(sealingKey, "sealingKey");
    Objects.requireNonNull(seen, "seen");
    Objects.requireNonNull(drawJobGroup, "drawJobGroup");
    if (drawJobWithin.isNegative()) {
      throw new IllegalArgumentException(
          "draw job within " + drawJobWithin + ": expected 0 or more");
    }
    partitions = Set.copyOf(partitions);
    Objects.requireNonNull(temporaryFolder, "temporaryFolder");
  }

  /** Of the whole log, with what the contract says of the draw job. */
  public static AuditSettings of(
      String bootstrapServers,
      VerifyingKey verifyingKey,
      SealingKey sealingKey,
      Optional<Path> seen) {
    return new AuditSettings(
        bootstrapServers,
        verifyingKey,
        sealingKey,
        seen,
        DRAW_JOB_GROUP,
        DRAW_JOB_WITHIN,
        Set.of(),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** The same for some partitions, all if there is none, with another folder for what is sorted. */
  public AuditSettings with(Set<Integer> newPartitions, Path newTemporaryFolder) {
    return new AuditSettings(
        bootstrapServers,
        verifyingKey,
        sealingKey,
        seen,
        drawJobGroup,
        drawJobWithin,
        newPartitions,
        newTemporaryFolder);
  }
}
