#!/usr/bin/env bash
# Starts Flink in a container: flink.sh jobmanager [risk] | taskmanager [-Dname=value ...]
#
# A JobManager holds its job itself, the draw job if no other is named, from its newest checkpoint if
# there is one: whenever and wherever it is started again, the job goes on without anybody who hands it
# over. Each job has a JobManager and a folder of checkpoints of its own.
set -euo pipefail

work=${WORK:-/work}
checkpoints=${CHECKPOINTS:-/checkpoints}
role=${1:?expected jobmanager or taskmanager}
shift

# What a killed process left behind is read by nobody.
find "$work" -mindepth 1 -delete

# RocksDB's memory falls to pieces in glibc's hands.
for library in /usr/lib/*-linux-gnu/libjemalloc.so; do
  [ ! -e "$library" ] || export LD_PRELOAD=$library
done

# The folder chk-N that was completed last, of whatever run.
newest_checkpoint() {
  find "$checkpoints" -mindepth 3 -maxdepth 3 -path '*/chk-*/_metadata' -printf '%T@ %h\n' |
    LC_ALL=C sort -n | tail -n 1 | cut -d ' ' -f 2-
}

# A run takes over no file of the one before it, so what is not of the newest run is waste.
forget_all_runs_but() {
  find "$checkpoints" -mindepth 1 -maxdepth 1 -type d ! -path "$1" -exec rm -rf {} +
}

case $role in
  jobmanager)
    job=draw
    class=io.hongbao.jobs.draw.DrawJob
    if [ "${1:-}" = risk ]; then
      job=risk
      class=io.hongbao.jobs.risk.RiskJob
      shift
    fi
    from=$(newest_checkpoint)
    forget_all_runs_but "$(dirname "${from:-none}")"
    echo "the $job job starts from ${from:-the beginning of the log}"
    exec "$FLINK_HOME/bin/standalone-job.sh" start-foreground \
      --job-classname "$class" \
      ${from:+--fromSavepoint "file://$from"} "$@"
    ;;
  taskmanager) exec "$FLINK_HOME/bin/taskmanager.sh" start-foreground "$@" ;;
  *)
    echo "flink.sh: $role, expected jobmanager or taskmanager" >&2
    exit 2
    ;;
esac
