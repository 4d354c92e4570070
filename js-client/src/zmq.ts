/** ZeroMQ sockets in web pages, through ZmqWebBridge. */
export { DEALER, PAIR, PUB, PULL, PUSH, REP, REQ, SUB } from './api/constants';
export { ZmqError, RpcError } from './errors';
export { Context } from './context';
export { RPCClient } from './rpc/client';
export { rpc } from './rpc/proxy';
export { RPCServer } from './rpc/server';
export { PubRPCServer } from './rpc/pubserver';

declare const __VERSION__: string;
/** This client's version. */
export const version: string = __VERSION__;
