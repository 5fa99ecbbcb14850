package io.hongbao.rehearsal.bench;

import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.stats.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * What money costs beside a shake: a claim up to its ledger entry against a losing shake, ledger
 * entries over a log that is there, and transfers of the wallet against a plain loop of inserts.
 */
final class MoneyBench {

  static final String NAME = "money";

  private MoneyBench() {}

  static List<Figure> run(DataDirectory data, Scale scale, Notes notes)
      throws InterruptedException {
    List<Figure> figures = new ArrayList<>();
    BenchCampaign show = BenchCampaign.gala(scale.turn(), BenchSystem.OPEN);
    DataDirectory whole = BenchFolders.fresh(data.root(), "whole");
    try (BenchSystem system = BenchSystem.startPaying(whole, show, scale, notes)) {
      BenchCores.pinLoad();
      figures.addAll(ClaimCosts.measure(system, scale, notes));
      figures.addAll(WalletRates.measure(system, scale, notes));
    } finally {
      BenchCores.releaseLoad();
    }
    BenchFolders.delete(whole);
    figures.addAll(LedgerRates.measure(BenchFolders.fresh(data.root(), "log"), scale, notes));
    return figures;
  }
}
