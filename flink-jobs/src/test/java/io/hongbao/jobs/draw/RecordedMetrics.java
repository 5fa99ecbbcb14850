package io.hongbao.jobs.draw;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/** A metric group whose numbers can be read. */
final class RecordedMetrics implements MetricGroup {

  private final String prefix;
  private final Map<String, Gauge<?>> gauges;
  private final Map<String, Histogram> histograms;

  RecordedMetrics() {
    this("", new TreeMap<>(), new TreeMap<>());
  }

  private RecordedMetrics(
      String prefix, Map<String, Gauge<?>> gauges, Map<String, Histogram> histograms) {
    this.prefix = prefix;
    this.gauges = gauges;
    this.histograms = histograms;
  }

  /** Every counter and gauge that is not 0. */
  Map<String, Object> values() {
    Map<String, Object> values = new TreeMap<>();
    gauges.forEach((name, gauge) -> values.put(name, gauge.getValue()));
    values.values().removeIf(value -> value.equals(0L));
    return values;
  }

  Histogram histogram(String name) {
    return histograms.get(name);
  }

  @Override
  public Counter counter(String name) {
    return counter(name, new SimpleCounter());
  }

  @Override
  public <C extends Counter> C counter(String name, C counter) {
    gauges.put(prefix + name, counter::getCount);
    return counter;
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    gauges.put(prefix + name, gauge);
    return gauge;
  }

  @Override
  public <H extends Histogram> H histogram(String name, H histogram) {
    histograms.put(prefix + name, histogram);
    return histogram;
  }

  @Override
  public <M extends Meter> M meter(String name, M meter) {
    throw new UnsupportedOperationException("meter " + name);
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new RecordedMetrics(prefix + name + '.', gauges, histograms);
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return addGroup(key).addGroup(value);
  }

  @Override
  public String[] getScopeComponents() {
    return new String[0];
  }

  @Override
  public Map<String, String> getAllVariables() {
    return Map.of();
  }

  @Override
  public String getMetricIdentifier(String name) {
    return prefix + name;
  }

  @Override
  public String getMetricIdentifier(String name, org.apache.flink.metrics.CharacterFilter filter) {
    return prefix + name;
  }
}
