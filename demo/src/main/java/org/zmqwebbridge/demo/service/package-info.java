/**
 * The ZeroMQ programs behind the demo's pages. They bind or connect ZeroMQ sockets, know nothing of
 * the web, and would run the same without the bridge.
 *
 * <p>Imports the JDK, JeroMQ, Gson and the rpc module; never the bridge. Each service runs on the
 * one thread that its {@link org.zmqwebbridge.demo.service.Outlet} gives it, and owns its sockets.
 */
package org.zmqwebbridge.demo.service;
