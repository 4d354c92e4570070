package org.zmqwebbridge.bench.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures of a run as JSON, for programs. */
public final class JsonReport {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private JsonReport() {}

  /** One object; what is not known is null. */
  public static String of(List<Result> results, Machine machine, Instant when) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("when", when.toString());
    json.put("machine", machine);
    json.put("results", results.stream().map(JsonReport::result).toList());
    return GSON.toJson(json) + "\n";
  }

  private static Map<String, Object> result(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mode", result.mode());
    json.put("title", result.title());
    json.put("settings", result.settings());
    List<Object> figures = new ArrayList<>();
    for (Figure figure : result.figures()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", figure.name());
      one.put("value", known(figure.value()));
      one.put("unit", figure.unit());
      figures.add(one);
    }
    json.put("figures", figures);
    json.put("latencies", result.latencies().stream().map(JsonReport::latency).toList());
    json.put("timelines", result.timelines().stream().map(JsonReport::timeline).toList());
    json.put("remarks", result.remarks());
    return json;
  }

  private static Object known(double value) {
    return Double.isNaN(value) ? null : (Object) value;
  }

  private static Map<String, Object> latency(Latency latency) {
    Map<String, Object> millis = new LinkedHashMap<>();
    Latency.PERCENTILES.forEach(p -> millis.put(Latency.name(p), known(latency.millis(p))));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("label", latency.label());
    json.put("basis", latency.basis());
    json.put("count", latency.nanos().getTotalCount());
    json.put("millis", millis);
    return json;
  }

  private static Map<String, Object> timeline(Timeline timeline) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("label", timeline.label());
    json.put("bucketSeconds", Timeline.BUCKET_SECONDS);
    json.put("perSecond", timeline.perSecond());
    return json;
  }
}
