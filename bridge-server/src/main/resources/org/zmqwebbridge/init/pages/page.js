// /zmq.js comes from the bridge; /data is the bridge's WebSocket. Both belong to the server that this page is from.
const ctx = new zmq.Context('/data')
const show = (id, text) => { document.getElementById(id).textContent = text }

ctx.on('state', (state) => {
  show('state', state.name)
  document.getElementById('state').dataset.state = state.name
})

// REQ: each send has one outcome, its reply or an error that says why.
const greeter = ctx.Socket(zmq.REQ)
greeter.connect('greet').catch((error) => show('reply', error.message))

document.getElementById('greet').addEventListener('submit', async (event) => {
  event.preventDefault()
  show('reply', '…')
  try {
    show('reply', await greeter.send(document.getElementById('name').value))
  } catch (error) {
    show('reply', error.message)
  }
})

// SUB: whatever the service publishes from now on. Nothing is kept for pages that are away.
const clock = ctx.Socket(zmq.SUB)
clock.onmessage = (text) => show('clock', text)
clock.connect('clock').catch((error) => show('clock', error.message))
