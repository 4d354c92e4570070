package org.zmqwebbridge.demo.service;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.function.Supplier;

/**
 * Where a service is plugged in: starts it on a thread of its own, stops it, starts it again.
 *
 * <p>Owner thread: any; its methods wait for one another. Lifetime: until {@link #close}.
 */
public final class Outlet implements Appliance {
  private final String name;
  private final String kind;
  private final String address;
  private final String does;
  private final Supplier<Service> services;
  private Run run;

  /**
   * @param name for people, for example {@code echo}
   * @param kind its socket, for example {@code REP}
   * @param address where it can be reached
   * @param does in a few words, for example {@code answers with the request}
   * @param services makes the service, again for every start
   */
  public Outlet(String name, String kind, String address, String does, Supplier<Service> services) {
    this.name = name;
    this.kind = kind;
    this.address = address;
    this.does = does;
    this.services = services;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public String does() {
    return does;
  }

  @Override
  public synchronized boolean isOn() {
    return run != null && run.thread.isAlive();
  }

  @Override
  public synchronized void plugIn() {
    if (run == null) {
      run = new Run(name, services.get());
      run.thread.start();
    }
  }

  @Override
  public synchronized void pull() {
    if (run != null) {
      run.end();
      run = null;
    }
  }

  /** One life of the service: its thread and whether it goes on. */
  private static final class Run {
    private final Thread thread;
    private volatile boolean running = true;

    Run(String name, Service service) {
      this.thread =
          new Thread(
              () -> {
                try (Sockets sockets = new Sockets()) {
                  service.serve(sockets, () -> running);
                }
              },
              "demo-" + name);
    }

    void end() {
      running = false;
      Uninterruptibles.joinUninterruptibly(thread);
    }
  }
}
