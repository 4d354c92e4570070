package org.zmqwebbridge.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static void refused(String commandLine, String words) {
    Console console = new Console();
    assertEquals(2, console.run(commandLine.split(" ")), console.err());
    assertTrue(console.err().contains(words), console.err());
    assertTrue(console.err().contains("Try: zwb bench --help"), console.err());
  }

  @Test
  void whatIsWrongIsNamedWithWhatToWrite() {
    refused(
        "swim", "there is no load 'swim'; there are requests, subscribers, topics, idle, polite");
    refused("requests --conections 3", "there is no option --conections of requests; there are");
    refused("requests --size", "--size needs a value: --size BYTES");
    refused("requests --url http://x/", "write it like ws://127.0.0.1:8000/data");
    refused("requests --url ws:|", "is malformed");
  }

  @Test
  void aValueThatCannotBeIsRefused() {
    String there = " --url ws://127.0.0.1:1/data";
    refused("requests --connections many" + there, "--connections many is not a whole number");
    refused("requests --size 3" + there, "--size 3 is not a whole number from 16 to");
    refused("requests --rate fast" + there, "--rate fast is not a number of things per second");
    refused("requests --cpu-pid 999999999" + there, "is no process of this machine");
    refused("requests --credentials [1]" + there, "is no JSON object");
    refused("polite --flood-style wild" + there, "--flood-style wild is none of window, blast");
    refused("subscribers --stalled 5 --connections 5" + there, "--stalled 5 is not a whole number");
  }

  @Test
  void whatDoesNotGoByADoorIsRefused() {
    String there = " --url ws://127.0.0.1:1/data";
    refused("requests --over sse" + there, "--over sse is none of websocket, http");
    refused("idle --over http" + there, "--over http is none of websocket, sse, poll");
    refused("topics --over sse" + there, "there is no option --over of topics");
    refused("requests --over http --in-flight 3" + there, "ask for more --connections");
    refused(
        "subscribers --over sse --stalled 3" + there, "--stalled 3 does not go with --over sse");
    refused("idle --over poll --credentials {\"user\":\"x\"}" + there, "only a token. Write it");
    refused("idle --over sse --credentials {\"token\":\"a\u00ff\"}" + there, "only a token.");
    refused("idle --over sse --credentials 7" + there, "only a token.");
    refused("requests --over http --url ftp://x/", "write it like http://127.0.0.1:8000");
  }

  @Test
  void helpListsEveryLoadAndItsOptions() {
    Console console = new Console();
    assertEquals(0, console.run("--help"));
    for (Mode mode : Mode.values()) {
      assertTrue(console.out().contains("zwb bench " + mode.word()), console.out());
      Console one = new Console();
      assertEquals(0, one.run(mode.word(), "--help"));
      mode.options().forEach(option -> assertTrue(one.out().contains(option.name()), one.out()));
    }
  }

  @Test
  void whatTheUserTellsJmhWinsOverTheShortDefaults() {
    assertArrayEquals(
        new String[] {
          "Batch", "-f", "3", "-wi", "3", "-i", "5", "-w", "1", "-r", "1", "-prof", "gc"
        },
        JmhArguments.of(List.of("Batch", "-f", "3")));
    assertEquals(12, Arrays.asList(JmhArguments.of(List.of())).size());
  }
}
