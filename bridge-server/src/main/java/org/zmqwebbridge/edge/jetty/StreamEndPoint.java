package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.io.EndPoint;

/**
 * One stream of HTTP/2 as an end point. It takes nothing at once, only by {@link #write}: what is
 * written waits for the windows of the stream and of its connection.
 */
interface StreamEndPoint extends EndPoint {}
