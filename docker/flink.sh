#!/usr/bin/env bash
# Starts Flink in a container: flink.sh jobmanager [risk|packets] | taskmanager [-Dname=value ...]
#
# A JobManager holds its job itself, the draw job if no other is named. The job goes on from the newest
# checkpoint in its folder HONGBAO_CHECKPOINTS (JobProgram, RetainedCheckpoints): whenever the JobManager
# is started again, nobody has to hand the job over. Each job has a JobManager and a folder of its own.
set -euo pipefail

work=${WORK:-/work}
role=${1:?expected jobmanager or taskmanager}
shift

# What a killed process left behind is read by nobody.
find "$work" -mindepth 1 -delete

# RocksDB's memory falls to pieces in glibc's hands.
for library in /usr/lib/*-linux-gnu/libjemalloc.so; do
  [ ! -e "$library" ] || export LD_PRELOAD=$library
done

case $role in
  jobmanager)
    class=io.hongbao.jobs.draw.DrawJob
    case ${1:-} in
      risk)
        class=io.hongbao.jobs.risk.RiskJob
        shift
        ;;
      packets)
        class=io.hongbao.jobs.packets.PacketsJob
        shift
        ;;
    esac
    exec "$FLINK_HOME/bin/standalone-job.sh" start-foreground --job-classname "$class" "$@"
    ;;
  taskmanager) exec "$FLINK_HOME/bin/taskmanager.sh" start-foreground "$@" ;;
  *)
    echo "flink.sh: $role, expected jobmanager or taskmanager" >&2
    exit 2
    ;;
esac
