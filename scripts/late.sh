#!/usr/bin/env bash
# Looks whether what runs late in a process is as fast as what runs alone, and prints two tables: layers
# after readouts, and readouts after readouts. 1.00 is as fast as alone.
#
#   scripts/late.sh
#
# Each pair has processes of its own; one that seems a tenth slower is measured thrice more. On an
# otherwise idle machine. Half an hour, 1 GB.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec mvn -B -q -ntp test-compile exec:exec -Dformat.skip=true -Dexec.executable=java -Dexec.classpathScope=test \
  -Dexec.args="--add-modules=jdk.incubator.vector -XX:+UseSerialGC -Djava.awt.headless=true -cp %classpath snn.experiment.LateBenchmark"
