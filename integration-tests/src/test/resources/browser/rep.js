const ctx = new zmq.Context('/data');
const rep = ctx.Socket(zmq.REP);
rep.identity = 'plain page';
rep.onmessage = (question) => {
  document.getElementById('asked').append(Object.assign(document.createElement('li'), { textContent: question }));
  rep.send(question.toUpperCase());
};
rep.onopen = () => document.body.setAttribute('data-open', '');
rep.connect('page');
