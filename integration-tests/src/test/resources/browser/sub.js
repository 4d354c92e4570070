const ctx = new zmq.Context('/data');

for (const service of ['java', 'python']) {
  const list = document.getElementById(service);
  const news = ctx.Socket(zmq.SUB);
  news.onmessage = (text) => list.append(Object.assign(document.createElement('li'), { textContent: text }));
  news.connect(service, { msgfilter: 'NOVA' });
}
