package org.zmqwebbridge.demo;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.zmqwebbridge.demo.DemoOptions.ChatLanguage;
import org.zmqwebbridge.demo.chat.ChatDesk;
import org.zmqwebbridge.demo.chat.ChatService;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.demo.service.AskerService;
import org.zmqwebbridge.demo.service.CallsService;
import org.zmqwebbridge.demo.service.DemoFunctions;
import org.zmqwebbridge.demo.service.EchoService;
import org.zmqwebbridge.demo.service.JobsService;
import org.zmqwebbridge.demo.service.MembersService;
import org.zmqwebbridge.demo.service.Outlet;
import org.zmqwebbridge.demo.service.PlugService;
import org.zmqwebbridge.demo.service.QuotesService;
import org.zmqwebbridge.demo.service.RpcAppliance;
import org.zmqwebbridge.demo.service.Service;

/**
 * The assembled demo: the services and back ends, each on its own thread, and the bridge before
 * them.
 *
 * <p>Owner thread: the caller's. Lifetime: from {@link #start} to {@link #close}, which leaves no
 * thread, socket or port behind.
 */
public final class Demo implements AutoCloseable {
  private final Notebook notebook;
  private final Endpoints endpoints;
  private final BackEnds backEnds;
  private final BridgeAppliance bridge;
  private final List<Appliance> services = new ArrayList<>();
  private final Appliance plug;

  private Demo(DemoOptions options, Notebook notebook) {
    this.notebook = notebook;
    this.endpoints = new Endpoints(notebook.folder());
    this.backEnds = new BackEnds();
    this.bridge =
        new BridgeAppliance(options, endpoints, new DemoAuthorizer(notebook.key()), backEnds);
    services.add(
        outlet("echo", "REP", "answers with the request", () -> new EchoService(at("echo"))));
    services.add(outlet("quotes", "PUB", "20 made-up prices a second", this::quotes));
    services.add(
        outlet(
            "members",
            "PUB",
            "a note a second, for hugo only",
            () -> new MembersService(at("members"))));
    services.add(
        outlet(
            "asker",
            "REP",
            "asks web pages, through page",
            () -> new AskerService(at("asker"), at("page"))));
    services.add(chat(options.chat()));
    services.add(new RpcAppliance(new DemoFunctions(), at("rpc")));
    services.add(outlet("calls", "PUB", "calls add in every page", this::calls));
    services.add(outlet("jobs", "PULL, PUB", "takes jobs, and says what is done", this::jobs));
    this.plug = outlet("plug", "REP, PUB", "pulls the plugs of the others", this::plugService);
  }

  /**
   * Starts everything.
   *
   * @throws RuntimeException if the port is taken
   */
  public static Demo start(DemoOptions options) {
    Demo demo = assembled(options);
    try {
      demo.services.forEach(Appliance::plugIn);
      demo.bridge.plugIn();
      demo.backEnds.plugIn();
      demo.openNotebook();
      demo.plug.plugIn();
      return demo;
    } catch (RuntimeException | Error failed) { // its processes would outlive this one
      demo.close();
      throw failed;
    }
  }

  private static Demo assembled(DemoOptions options) {
    Notebook notebook = new Notebook(options);
    try {
      return new Demo(options, notebook);
    } catch (RuntimeException | Error failed) {
      notebook.close();
      throw failed;
    }
  }

  /** Last, since a Python has been asked meanwhile whether it has a kernel. */
  private void openNotebook() {
    Optional<Outlet> kernel = notebook.kernel(at("kernel"));
    kernel.ifPresent(Outlet::plugIn);
    kernel.ifPresent(services::add);
  }

  /** Where the notebook is, with the key without which its kernel is not to be had. */
  public String notebookUrl() {
    return notebook.url(bridge.url());
  }

  /** Where the pages are, for example {@code http://127.0.0.1:8000/}. */
  public String url() {
    return bridge.url();
  }

  /** What runs, for a person to read: one URL, then a line per service. */
  public String banner() {
    List<Appliance> all = new ArrayList<>(services);
    all.add(plug);
    return Banner.text(bridge, all, endpoints, notebook.words(bridge.url()));
  }

  @Override
  public void close() {
    plug.close();
    bridge.close();
    List<Appliance> reversed = new ArrayList<>(services);
    Collections.reverse(reversed);
    reversed.forEach(Appliance::close);
    backEnds.close();
    notebook.close();
  }

  private Outlet outlet(String name, String kind, String does, Supplier<Service> service) {
    return new Outlet(name, kind, at(name), does, service);
  }

  private String at(String name) {
    return endpoints.address(name);
  }

  private CallsService calls() {
    return new CallsService(at("calls"));
  }

  private JobsService jobs() {
    return new JobsService(at("jobs"), at("done"));
  }

  private QuotesService quotes() {
    return new QuotesService(at("quotes"), InstantSource.system(), new SplittableRandom());
  }

  private Appliance chat(ChatLanguage language) {
    return switch (language) {
      case JAVA -> outlet("chat", "REP, PUB", "a chat room, in Java", this::javaChat);
      case PYTHON -> new PythonChat(at("chat"), at("chat-events"));
    };
  }

  private ChatService javaChat() {
    return new ChatService(
        at("chat"), at("chat-events"), () -> new ChatDesk(InstantSource.system(), Token::make));
  }

  private PlugService plugService() {
    List<Appliance> all = new ArrayList<>(services);
    all.add(bridge);
    all.addAll(backEnds.all());
    return new PlugService(at("plug"), at("pulse"), all);
  }
}
