/** ZeroMQ sockets in web pages, through ZmqWebBridge. */
export { SUB, REQ, REP } from './api/constants';
export { ZmqError, RpcError } from './errors';
export { Context } from './context';
export { RPCClient } from './rpc/client';
export { RPCServer } from './rpc/server';
export { PubRPCServer } from './rpc/pubserver';

declare const __VERSION__: string;
/** This client's version. */
export const version: string = __VERSION__;
