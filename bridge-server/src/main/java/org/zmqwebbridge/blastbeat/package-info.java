/**
 * BlastBeat: HTTP requests and WebSockets whose back ends are nodes with names, all behind one
 * ROUTER. One session, one node; what a node says goes to the session that it names.
 */
package org.zmqwebbridge.blastbeat;
