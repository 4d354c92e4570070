// A request for each message. Its place comes with it, and asks for the next.
export default async function (show = console.log) {
  let place = {};
  for (;;) {
    const answer = await fetch('/subscriber/news', { headers: place });
    if (answer.status === 200) {
      place = {
        'If-Modified-Since': answer.headers.get('Last-Modified'),
        'If-None-Match': answer.headers.get('Etag'),
      };
      show(await answer.text());
    } else if (answer.status !== 304) { // 304: nothing has come for a long while
      throw new Error(`${answer.status} ${answer.statusText}`);
    }
  }
}
