// express-grip's two examples in one back end: a stream that a POST publishes to, and a WebSocket
// echo with a broadcast. It holds no connection; ./zwb grip in front of it does.
const express = require('express');
const expressGrip = require('express-grip');
const grip = require('grip');

const { PORT = 3000, CONTROL_URI = 'http://localhost:5561', GRIP_KEY } = process.env;
expressGrip.configure({ gripProxies: [{ control_uri: CONTROL_URI, ...(GRIP_KEY && { key: GRIP_KEY }) }] });

const text = express.text({ type: '*/*' });
const app = express();
app.use(expressGrip.preHandlerGripMiddleware);

app.get('/', (request, response, next) => {
  expressGrip.setHoldStream(response, 'stream');
  response.send('[stream open]\n');
  next();
});

app.post('/', text, (request, response, next) => {
  expressGrip.publish('stream', new grip.HttpStreamFormat(request.body + '\n'));
  response.send('Ok\n');
  next();
});

app.all('/websocket', (request, response, next) => {
  if (!expressGrip.verifyIsWebSocket(response, next)) return;
  const socket = expressGrip.getWsContext(response);
  if (socket.isOpening()) {
    socket.accept();
    socket.subscribe('sockets');
  }
  while (socket.canRecv()) {
    const message = socket.recv();
    if (message == null) {
      socket.close();
      break;
    }
    socket.send(message);
  }
  next();
});

app.post('/broadcast', text, (request, response, next) => {
  expressGrip.publish('sockets', new grip.WebSocketMessageFormat(request.body));
  response.send('Ok\n');
  next();
});

app.use(expressGrip.postHandlerGripMiddleware);
app.listen(PORT, 'localhost', () => console.log('back end on http://localhost:' + PORT));
