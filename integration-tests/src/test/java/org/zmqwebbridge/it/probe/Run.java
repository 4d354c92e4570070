package org.zmqwebbridge.it.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.probe.ProbeOptions;
import org.zmqwebbridge.probe.Role;

/** One run of a command, in this process. */
final class Run {
  private final Role role;
  private final List<String> words;
  private final List<String> remarks = Collections.synchronizedList(new ArrayList<>());
  private String input = "";

  private Run(Role role, List<String> words) {
    this.role = role;
    this.words = words;
  }

  static Run of(Role role, String... words) {
    return new Run(role, new ArrayList<>(List.of(words)));
  }

  Run at(TestBridge bridge) {
    return with("--bridge", "http://127.0.0.1:" + bridge.port());
  }

  Run with(String... more) {
    words.addAll(List.of(more));
    return this;
  }

  Run input(String lines) {
    input = lines;
    return this;
  }

  /** What it printed. */
  String output() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ProbeOptions.parse(role, words)
          .run(new ByteArrayInputStream(input.getBytes(UTF_8)), out, remarks::add);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return out.toString(UTF_8);
  }

  CompletableFuture<String> outputLater() {
    return CompletableFuture.supplyAsync(this::output);
  }

  /** Why it failed. */
  String failure() {
    try {
      return "it did not fail, and printed: " + output();
    } catch (IllegalStateException failed) {
      return failed.getMessage();
    }
  }

  List<String> remarks() {
    return remarks;
  }
}
