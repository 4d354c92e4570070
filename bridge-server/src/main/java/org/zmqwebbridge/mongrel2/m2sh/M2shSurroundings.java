package org.zmqwebbridge.mongrel2.m2sh;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.util.List;

/**
 * What a command has around it.
 *
 * @param in what is typed, for {@code shell} and {@code control}
 * @param isTerminal whether a person types it
 * @param out what scripts read
 * @param err what people read
 * @param user who is told in the log of a database
 * @param host the machine's name
 * @param version a line
 * @param launcher the words of the command that runs a server, before its database and uuid
 * @param controlPort how control ports are reached
 */
public record M2shSurroundings(
    BufferedReader in,
    boolean isTerminal,
    PrintStream out,
    PrintStream err,
    String user,
    String host,
    String version,
    List<String> launcher,
    ControlPort controlPort) {
  public M2shSurroundings {
    launcher = List.copyOf(launcher);
  }

  /** How a control port is asked. */
  public interface ControlPort {
    /**
     * Sends one request, and waits for its answer.
     *
     * @param address as ZeroMQ has it
     * @throws IllegalStateException if nobody answers; says so
     */
    byte[] ask(String address, byte[] request);
  }
}
