package org.zmqwebbridge.mongrel2.m2sh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers are started, looked for and stopped; a shell script stands for them. */
class ServerCommandsTest {
  /**
   * Says what it was given, writes its pid file, and ends at SIGINT; at SIGHUP it leaves a mark.
   */
  private static final String SERVER =
      """
      #!/bin/sh
      cd '%1$s' || exit 1
      echo "began with $1"
      [ "$2" != cccc ] || { echo 'no such port'; exit 3; }
      trap 'rm -f run/$2.pid; exit 0' INT
      trap 'echo >run/hup' HUP
      mkfifo run/$2.wait
      echo $$ >run/$2.tmp
      mv run/$2.tmp run/$2.pid
      while :; do read -r line <>run/$2.wait; done
      """;

  @TempDir Path folder;
  private final OneM2sh m2sh = new OneM2sh();
  private final List<ProcessHandle> servers = new ArrayList<>();
  private String database;

  @BeforeEach
  void load() throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.createDirectories(folder.resolve("logs"));
    StringBuilder conf = new StringBuilder("servers = [a, b, c]\n");
    for (String name : List.of("a", "b", "c")) {
      conf.append(
          ("%1$s = Server(uuid='%2$s', access_log='', error_log='/logs/%1$s.log', chroot='%3$s',"
                  + " pid_file='/run/%2$s.pid', default_host='h', name='%1$s', port=0, hosts=[])\n")
              .formatted(name, name.repeat(4), folder));
    }
    Path file = Files.writeString(folder.resolve("m.conf"), conf, UTF_8);
    database = folder.resolve("c.sqlite").toString();
    m2sh.run("load", "-config", file.toString(), "-db", database);
    Path server = Files.writeString(folder.resolve("server"), SERVER.formatted(folder), UTF_8);
    assertTrue(server.toFile().setExecutable(true));
    m2sh.launching(server.toString());
  }

  @AfterEach
  void stop() throws Exception {
    for (ProcessHandle server : servers) {
      server.destroyForcibly();
      server.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  private ProcessHandle started(String name) throws IOException {
    m2sh.run("start", "-db", database, "-name", name);
    assertEquals("", m2sh.err());
    assertEquals(0, m2sh.status());
    return process(name);
  }

  private ProcessHandle process(String name) throws IOException {
    String pid = Files.readString(folder.resolve("run/" + name.repeat(4) + ".pid")).strip();
    ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    servers.add(process);
    return process;
  }

  @Test
  void aServerIsStartedSeenAndStopped() throws Exception {
    ProcessHandle server = started("a");
    assertEquals("began with " + database + "\n", Files.readString(folder.resolve("logs/a.log")));
    String running = "mongrel2 at PID " + server.pid() + " running.\n";
    assertEquals(running, m2sh.run("running", "-db", database, "-name", "a").out());
    assertEquals(running, m2sh.run("start", "-db", database, "-name", "a").out());
    assertEquals(0, m2sh.run("stop", "-db", database, "-name", "a").status());
    server.onExit().get(30, TimeUnit.SECONDS);
    assertEquals(
        "mongrel2 is not running because pid_file isn't there.\n",
        m2sh.run("running", "-db", database, "-name", "a").out());
  }

  @Test
  void whatAServerSaidThatHasNotBegunIsPassedOn() {
    m2sh.run("start", "-db", database, "-name", "c");
    assertEquals(255, m2sh.status());
    assertEquals(
        "m2sh: began with "
            + database
            + "\nm2sh: no such port\nm2sh: server c has not begun; what it said is in "
            + folder.resolve("logs/c.log")
            + "\n",
        m2sh.err());
  }

  @Test
  void severalAreStartedOnlyIfEveryOneIsMeant() throws Exception {
    m2sh.run("start", "-db", database, "-host", "h");
    assertEquals("a h aaaa \nb h bbbb \nc h cccc \n", m2sh.out());
    assertEquals(
        "m2sh: 3 servers match; say which by -uuid, or -every for all of them\n", m2sh.err());
    m2sh.run("start", "-db", database, "-every");
    assertEquals(255, m2sh.status());
    ProcessHandle first = process("a");
    ProcessHandle second = process("b");
    m2sh.run("running", "-db", database, "-every");
    assertEquals(
        "a: mongrel2 at PID %d running.\nb: mongrel2 at PID %d running.\nc: mongrel2 is not running because pid_file isn't there.\n"
            .formatted(first.pid(), second.pid()),
        m2sh.out());
  }

  @Test
  void aProcessThatIsGoneIsSaidNotToRun() throws Exception {
    ProcessHandle server = started("a");
    server.destroyForcibly();
    server.onExit().get(30, TimeUnit.SECONDS);
    assertEquals(
        "mongrel2 at PID " + server.pid() + " is NOT running.\n",
        m2sh.run("running", "-db", database, "-name", "a").out());
    assertEquals(255, m2sh.run("stop", "-db", database, "-name", "a").status());
  }
}
