package org.zmqwebbridge.log;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** An event as a JSON object (RFC 8259) on one line; what an event does not have is left out. */
final class JsonLine {
  private JsonLine() {}

  static String of(LogLine line, String timestamp) {
    StringWriter text = new StringWriter(256);
    try {
      JsonWriter json = new JsonWriter(text);
      json.beginObject();
      json.name("timestamp").value(timestamp);
      json.name("level").value(line.level().name());
      json.name("logger").value(line.logger());
      json.name("thread").value(line.thread());
      if (line.connection().isPresent()) {
        json.name("connection").value(line.connection().getAsLong());
      }
      json.name("message").value(LogFormat.cut(line.message(), LogFormat.MAX_MESSAGE));
      if (line.failure() != null) {
        json.name("exception").value(LogFormat.trace(line.failure(), PrintWriter::new));
      }
      json.endObject();
    } catch (IOException impossible) { // it writes into memory
      throw new UncheckedIOException(impossible);
    }
    return text.append('\n').toString();
  }
}
