/** The command line's own sockets, through a bridge and straight to services. */
package org.zmqwebbridge.it.probe;
