// The same where nobody waits: 304 says that there is nothing new.
export default async function (show = console.log) {
  let place = {};
  for (;;) {
    const answer = await fetch('/interval/news', { headers: place });
    if (answer.status === 200) {
      place = {
        'If-Modified-Since': answer.headers.get('Last-Modified'),
        'If-None-Match': answer.headers.get('Etag'),
      };
      show(await answer.text());
    } else if (answer.status === 304) {
      await new Promise((done) => setTimeout(done, 2000));
    } else {
      throw new Error(`${answer.status} ${answer.statusText}`);
    }
  }
}
