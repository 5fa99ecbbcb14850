package io.hongbao.domain.draw;

import io.hongbao.domain.draw.simulation.CacheModel;
import io.hongbao.domain.draw.simulation.Coverage;
import io.hongbao.domain.draw.simulation.DrawInstance;
import io.hongbao.domain.draw.simulation.DrawInstance.Checkpoint;
import io.hongbao.domain.draw.simulation.Position;
import io.hongbao.domain.draw.simulation.PromiseChecker;
import io.hongbao.domain.draw.simulation.SeededRandom;
import io.hongbao.domain.draw.simulation.SimulatedLog;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry.Shaken;
import io.hongbao.domain.draw.simulation.SimulatedPhones;
import io.hongbao.domain.draw.simulation.SimulationBreachException;
import io.hongbao.domain.draw.simulation.SimulationBreachFormatter;
import io.hongbao.domain.draw.simulation.TurnName;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * One evening, decided twice. A seed makes a log of shows and shakes. Two instances of the draw
 * read it, each at its own pace and with its own order of the partitions; one of them crashes, goes
 * back to a checkpoint and decides again what lies behind. Both write into one cache, which is lost
 * at times, and phones look at it. A {@link PromiseChecker} holds all of it against the promises.
 *
 * <p>The same seed runs the same way, so a breach can be looked at again with {@code new
 * DrawSimulation(…).run(seed, …)}.
 */
final class DrawSimulation {

  private static final int MAX_CRASHES = 5;

  private final IntFunction<DrawInstance> newInstance;
  private final Supplier<CacheModel> newCache;

  /**
   * A simulation of these parts.
   *
   * @param newInstance an instance for so many partitions
   */
  DrawSimulation(IntFunction<DrawInstance> newInstance, Supplier<CacheModel> newCache) {
    this.newInstance = newInstance;
    this.newCache = newCache;
  }

  /** The parts as they are, with an engine that may have a fault. */
  static DrawSimulation of(DrawEngine engine) {
    return new DrawSimulation(partitions -> new DrawInstance(engine, partitions), CacheModel::new);
  }

  /**
   * Runs one evening.
   *
   * @throws SimulationBreachException with the seed and the history around it, if a promise is
   *     broken
   */
  void run(long seed, Coverage coverage) {
    SeededRandom dice = new SeededRandom(seed);
    SimulatedLog log = SimulatedLog.random(dice);
    PromiseChecker judge = new PromiseChecker(log, coverage);
    try {
      new Evening(dice, log, judge, coverage).run();
    } catch (SimulationBreachException breach) {
      throw SimulationBreachFormatter.tell(seed, log, judge, breach);
    }
  }

  /** One run. */
  private final class Evening {
    private final SeededRandom dice;
    private final SimulatedLog log;
    private final PromiseChecker judge;
    private final Coverage coverage;
    private final SimulatedPhones phones;
    private final DrawInstance steady;
    private final DrawInstance crashing;
    private Checkpoint checkpoint;
    private int crashes;

    Evening(SeededRandom dice, SimulatedLog log, PromiseChecker judge, Coverage coverage) {
      this.dice = dice;
      this.log = log;
      this.judge = judge;
      this.coverage = coverage;
      this.phones = new SimulatedPhones(newCache.get());
      this.steady = newInstance.apply(log.partitions().size());
      this.crashing = newInstance.apply(log.partitions().size());
      this.checkpoint = crashing.checkpoint();
    }

    void run() {
      while (hasMore(steady) || hasMore(crashing)) {
        step(dice.between(1, 100));
      }
      judge.count(List.of(steady, crashing));
    }

    private void step(int thrown) {
      if (thrown <= 42) {
        read(steady);
      } else if (thrown <= 84) {
        read(crashing);
      } else if (thrown <= 88) {
        checkpoint = crashing.checkpoint();
      } else if (thrown <= 90 && crashes < MAX_CRASHES) {
        crashes++;
        coverage.count("crashed");
        crashing.restore(checkpoint, dice);
      } else if (thrown <= 91) {
        coverage.count("cache lost");
        phones.loseCache();
      } else {
        look();
      }
    }

    private void read(DrawInstance instance) {
      int partition = dice.between(0, log.partitions().size() - 1);
      int offset = instance.offset(partition);
      if (offset == log.length(partition)) {
        return;
      }
      Position position = new Position(partition, offset);
      SimulatedLogEntry entry = log.at(position);
      instance
          .read(entry)
          .ifPresent(
              decision -> {
                Shake shake = ((Shaken) entry).shake();
                phones.write(TurnName.of(shake), decision);
                judge.hear(position, shake, decision);
              });
    }

    private void look() {
      int partition = dice.between(0, log.partitions().size() - 1);
      if (log.length(partition) == 0) {
        return;
      }
      Position any = new Position(partition, dice.between(0, log.length(partition) - 1));
      if (log.at(any) instanceof Shaken shaken) {
        judge.turnTo(any);
        coverage.count("looked");
        phones.look(TurnName.of(shaken.shake()));
      }
    }

    private boolean hasMore(DrawInstance instance) {
      for (int partition = 0; partition < log.partitions().size(); partition++) {
        if (instance.offset(partition) < log.length(partition)) {
          return true;
        }
      }
      return false;
    }
  }
}
