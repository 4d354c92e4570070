const context = new zmq.Context('/data')
const accounts = context.Socket(zmq.REQ)
accounts.connect('accounts', { username: 'hugo' })
accounts.send(JSON.stringify({ funcname: 'add_user', args: ['anna'], kwargs: {} })).then((reply) => {
  document.getElementById('reply').textContent = reply
})
