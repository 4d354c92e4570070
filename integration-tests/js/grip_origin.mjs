// A GRIP origin by npm's libraries, unchanged: below /new by @fanoutio/serve-grip and @fanoutio/grip, at /sse by
// @fanoutio/eventstream, below /old by express-grip and grip. Says "port N"; a line "control URI" says where it
// publishes, and is answered with "ready"; it ends with stdin. Arguments: KEY, of signatures; "-": unsigned.
// The libraries are where js-client's tests have them.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const require = createRequire(new URL('../../js-client/package.json', import.meta.url))
const library = (name) => import(pathToFileURL(require.resolve(name)))
const { ServeGrip } = await library('@fanoutio/serve-grip')
const { HttpResponseFormat, HttpStreamFormat, WebSocketMessageFormat } = await library('@fanoutio/grip')
const { EventStream } = await library('@fanoutio/eventstream')
const bodyParser = require('body-parser')
const express = require('express')
const expressGrip = require('express-grip')
const oldGrip = require('grip')

const [key] = process.argv.slice(2)
const isSigned = key !== '-'

function newer(uri) {
  const grip = new ServeGrip({
    grip: isSigned ? { control_uri: uri, key, verify_key: key } : { control_uri: uri },
    isGripProxyRequired: isSigned,
  })
  const router = express.Router()
  router.use(grip)
  router.get('/stream', (request, response) => {
    const instruct = response.grip.startInstruct()
    instruct.addChannel('new')
    instruct.setHoldStream()
    response.end('[open]\n')
  })
  router.get('/poll', (request, response) => {
    const instruct = response.grip.startInstruct()
    instruct.addChannel('new')
    instruct.setHoldLongPoll(20)
    response.end('nothing\n')
  })
  router.get('/signed', async (request, response) => {
    const { isSigned } = await grip.getPublisher().validateGripSig(request.headers['grip-sig'])
    response.end(isSigned + '\n')
  })
  router.post('/ws', (request, response) => {
    const { wsContext: socket } = request.grip
    if (socket.isOpening()) {
      socket.accept()
      socket.subscribe('new')
    }
    while (socket.canRecv()) {
      const message = socket.recv()
      if (message === null) {
        socket.close()
        break
      }
      socket.send('echo ' + message)
    }
    response.end()
  })
  router.post('/say', express.text({ type: '*/*' }), async (request, response) => {
    await grip.getPublisher().publishFormats('new', [
      new HttpStreamFormat(request.body + '\n'),
      new HttpResponseFormat({ body: request.body + '\n' }),
      new WebSocketMessageFormat(request.body),
    ])
    response.end('said\n')
  })
  return router
}

function older(uri) {
  expressGrip.configure({ gripProxies: [isSigned ? { control_uri: uri, key } : { control_uri: uri }] })
  const router = express.Router()
  router.use(expressGrip.preHandlerGripMiddleware)
  router.get('/stream', (request, response, next) => {
    expressGrip.setHoldStream(response, 'old')
    response.send('[open]\n')
    next()
  })
  router.get('/poll', (request, response, next) => {
    expressGrip.setHoldLongpoll(response, 'old', 20)
    response.end()
    next()
  })
  router.get('/signed', (request, response, next) => {
    response.send(response.locals.gripProxied + '\n')
    next()
  })
  router.all('/ws', (request, response, next) => {
    if (!expressGrip.verifyIsWebSocket(response, next)) return
    const socket = expressGrip.getWsContext(response)
    if (socket.isOpening()) {
      socket.accept()
      socket.subscribe('old')
    }
    while (socket.canRecv()) {
      const message = socket.recv()
      if (message == null) {
        socket.close()
        break
      }
      socket.send('echo ' + message)
    }
    next()
  })
  router.post('/say', bodyParser.text({ type: '*/*' }), (request, response, next) => {
    const formats = [
      new oldGrip.HttpStreamFormat(request.body + '\n'),
      new oldGrip.HttpResponseFormat(null, null, null, request.body + '\n'),
      new oldGrip.WebSocketMessageFormat(request.body),
    ]
    let left = formats.length
    const said = () => {
      if (--left > 0) return
      response.send('said\n')
      next()
    }
    formats.forEach((format) => expressGrip.publish('old', format, null, null, said))
  })
  router.use(expressGrip.postHandlerGripMiddleware)
  return router
}

function events(uri) {
  const stream = new EventStream({ grip: isSigned ? { control_uri: uri, key } : { control_uri: uri } })
  const router = express.Router()
  router.get('/', stream('live'))
  router.post('/say', express.text({ type: '*/*' }), async (request, response) => {
    await stream.publishEvent('live', { event: 'message', data: { text: request.body } })
    response.end('said\n')
  })
  return router
}

const app = express()
app.get('/page', (request, response) => response.type('html').send('<!doctype html><title>GRIP</title>'))
const server = createServer(app).listen(0, '127.0.0.1', () => console.log('port ' + server.address().port))
const lines = createInterface({ input: process.stdin })
lines.on('close', () => process.exit(0))
for await (const line of lines) {
  const uri = line.slice('control '.length)
  app.use('/new', newer(uri))
  app.use('/old', older(uri))
  app.use('/sse', events(uri))
  console.log('ready')
}
