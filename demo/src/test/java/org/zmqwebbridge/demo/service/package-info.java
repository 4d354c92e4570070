/** Tests of the demo's services over real ZeroMQ sockets. */
package org.zmqwebbridge.demo.service;
