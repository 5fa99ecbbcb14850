package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.WaveSchedule;
import java.math.BigInteger;

/**
 * A seed that was loaded, and where it is now.
 *
 * @param batchNumber the control record that brought it
 * @param index its place there
 */
record LoadedSeed(
    String packetId,
    long batchNumber,
    int index,
    String waveId,
    String enterpriseId,
    long countsFromMillis,
    long releaseOffsetMillis,
    long amountFen) {

  static LoadedSeed of(ControlRecord record, int index) {
    SeedBatch batch = (SeedBatch) record.control();
    Seed seed = batch.seeds().get(index);
    return new LoadedSeed(
        String.join(".", record.show(), "" + record.bucket(), "" + record.number(), "" + index),
        record.number(),
        index,
        batch.waveId(),
        batch.enterpriseId(),
        batch.countsFromMillis(),
        seed.releaseOffsetMillis(),
        seed.amountFen());
  }

  /** Packet number {@code place} of so many of another wave, at even steps or at rising ones. */
  LoadedSeed carriedInto(WaveSchedule to, Curve curve, long place, long packets) {
    BigInteger length = BigInteger.valueOf(to.closesAtMillis() - to.opensAtMillis());
    BigInteger share = BigInteger.valueOf(place);
    BigInteger all = BigInteger.valueOf(packets);
    BigInteger offset =
        curve instanceof Curve.Ramp
            ? length.pow(2).multiply(share).divide(all).sqrt()
            : length.multiply(share).divide(all);
    return new LoadedSeed(
        packetId,
        batchNumber,
        index,
        to.id(),
        enterpriseId,
        countsFromMillis,
        offset.longValueExact(),
        amountFen);
  }

  /** From when it may be won in a wave that opens at an instant. */
  long mayBeWonFromMillis(long opensAtMillis) {
    return Math.max(countsFromMillis, opensAtMillis + releaseOffsetMillis);
  }
}
