package org.zmqwebbridge.mongrel2.m2sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** Our m2sh, with what it prints kept. */
final class OneM2sh {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> asked = new ArrayList<>();
  private List<String> launcher = List.of("no-such-program");
  private String typed = "";
  private String answer = "";
  private int status;

  OneM2sh launching(String... words) {
    launcher = List.of(words);
    return this;
  }

  OneM2sh typing(String text) {
    typed = text;
    return this;
  }

  /** What the control port answers. */
  OneM2sh answering(String tnetstring) {
    answer = tnetstring;
    return this;
  }

  OneM2sh run(String... words) {
    out.reset();
    err.reset();
    M2shSurroundings around =
        new M2shSurroundings(
            new BufferedReader(new StringReader(typed)),
            false,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            "me",
            "here",
            "Tested/1",
            launcher,
            this::ask);
    status = new M2sh(around).run(List.of(words));
    return this;
  }

  private byte[] ask(String address, byte[] request) {
    asked.add(address + " " + new String(request, UTF_8));
    return answer.getBytes(UTF_8);
  }

  String out() {
    return out.toString(UTF_8);
  }

  String err() {
    return err.toString(UTF_8);
  }

  int status() {
    return status;
  }

  List<String> asked() {
    return asked;
  }
}
