#!/bin/sh
# Micrometer 1.17.2's JVM and process meters against promtool 2.42 (Debian 12's prometheus): two break the naming
# rules that Prometheus's own tool checks, so a page with all of them never passes.
# Seen: "process_cpu_time_ns_total metric names should not contain abbreviated units" and
#       "system_cpu_count non-histogram and non-summary metrics should not have "_count" suffix"; nothing else.
# Needs a Debian with apt-get; the package is unpacked, not installed.
set -eu
. "$(dirname -- "$0")/maven.sh"

project '' '' "$(dependency io.micrometer micrometer-registry-prometheus 1.17.2)"
cat >"$folder/src/main/java/Jvm.java" <<'JAVA'
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

public class Jvm {
  public static void main(String[] args) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    System.out.print(registry.scrape());
  }
}
JAVA
run Jvm
printf '%s\n' "$output" | grep -v SLF4J >"$folder/metrics"
(cd "$folder" && apt-get download prometheus >/dev/null 2>&1 && dpkg-deb -x prometheus_*.deb unpacked)
ls "$folder" | sed -n 's/^prometheus_\(.*\)_.*\.deb$/prometheus \1/p'
complaints=$("$folder/unpacked/usr/bin/promtool" check metrics <"$folder/metrics" 2>&1) || :
printf '%s\n' "$complaints"
[ "$(printf '%s\n' "$complaints" | wc -l)" -eq 2 ] || fail "there are not two complaints"
case $complaints in *process_cpu_time_ns_total*system_cpu_count*) ;; *) fail "the complaints are of other meters" ;; esac
