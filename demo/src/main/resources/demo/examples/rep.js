// A REP socket: this page answers what ZeroMQ programs ask it.
export default function (ctx, show, name) {
  const page = ctx.Socket(zmq.REP);
  page.identity = name;

  page.onmessage = (question) => {
    show(`asked: ${question}`);
    page.send(`The page heard "${question}".`);
  };

  page.connect('page');
}
