package org.zmqwebbridge.it.browser;

import static org.zmqwebbridge.it.browser.Demos.id;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.zmqwebbridge.demo.service.Python;

/** The demo's pages, and how a test sees that one works. */
enum DemoSite {
  LANDING("", "echo", "#open-sockets", "[1-9]", "#ask-text", "#ask button"),
  EXAMPLES(
      "examples.html",
      "members",
      id("sub-output"),
      "NOVA",
      "#req-text",
      "#req button",
      "#rpc-server-call"),
  DOORS("doors.html", "quotes", id("eventsource-output"), "NOVA [0-9]"),
  CHANNELS("channels.html", "bridge", "#told", "201 if", "#publish-text", "#publish button"),
  GRIP(
      "grip.html",
      "talk",
      "#curl figure",
      "curl",
      id("stop-talk"),
      "#comments-text",
      "#comments button",
      "#chat-text",
      "#chat button"),
  HANDLERS(
      "handlers.html",
      "room",
      id("greet-output"),
      "Hello from greeter",
      id("stop-room"),
      "#greet button",
      "#room-text",
      "#room button"),
  NODES(
      "nodes.html",
      "node1",
      id("room-output"),
      "is at node",
      id("stop-node2"),
      "#brew button",
      "#room-text",
      "#room button"),
  CHAT(
      "chat.html",
      "chat",
      id("members"),
      "\\(you\\)",
      id("name"),
      id("cut"),
      id("compose"),
      id("send"),
      "#show-source"),
  RPC(
      "rpc.html",
      "rpc",
      "#wire",
      "opened",
      id("function-add"),
      "#p-first",
      id("send"),
      id("try-1")),
  QUOTES("quotes.html", "quotes", "#rows td", "[0-9]\\.[0-9]", "#pause"),

  /** Without its key, so that it explains itself; DemoNotebookTest has the key. */
  NOTEBOOK("notebook.html", "kernel", "#why", "terminal|ipykernel");

  /** Its name under the demo's URL. */
  final String file;

  /** The service that it could not do without. */
  final String service;

  private final String sign;
  private final String works;
  private final ImmutableList<String> actions;

  DemoSite(String file, String service, String sign, String works, String... actions) {
    this.file = file;
    this.service = service;
    this.sign = sign;
    this.works = works;
    this.actions =
        ImmutableList.<String>builder()
            .add("nav a", id("pull-the-plug"), "#theme")
            .add(actions)
            .build();
  }

  /** Whether it has a service of its own, whose plug can be pulled under it alone. */
  boolean hasPlug() {
    return isServed() && !service.equals("bridge");
  }

  /** Whether this machine has what its service needs. */
  boolean isServed() {
    return this != NOTEBOOK || Python.having("ipykernel").isPresent();
  }

  /** What the keyboard must reach, as selectors. */
  List<String> actions() {
    return actions;
  }

  /** Waits until it is connected and shows what its service says. */
  Page awaitWorking(Page page) {
    return page.await("document.querySelector('#state[state=live]')")
        .await(
            "new RegExp(arguments[1]).test(document.querySelector(arguments[0])?.innerText)",
            sign,
            works);
  }
}
