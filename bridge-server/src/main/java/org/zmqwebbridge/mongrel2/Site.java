package org.zmqwebbridge.mongrel2;

import org.zmqwebbridge.mongrel2.routing.RouteTree;

/**
 * One host of a server, and where its paths lead.
 *
 * <p>Immutable.
 *
 * @param name for the access log
 * @param isInMaintenance whether all that it says is that it is being worked on
 */
record Site(String name, boolean isInMaintenance, RouteTree<Target> routes) {}
