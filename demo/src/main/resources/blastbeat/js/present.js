// Who is in a room: those that have said so lately. Nobody keeps a list; a page that is gone says nothing.
const GONE_MILLIS = 8000;

/** Hears events of a room by `hear`, and shows names by `show` when they change. */
export function present(show) {
  const heard = new Map();
  const tell = () => show([...heard.keys()].sort());
  setInterval(() => {
    for (const [user, at] of heard) {
      if (performance.now() - at > GONE_MILLIS) {
        heard.delete(user);
        tell();
      }
    }
  }, 1000);
  return {
    clear() {
      heard.clear();
      tell();
    },
    hear({ type, user }) {
      const isNew = !heard.has(user);
      if (type === 'leave') {
        heard.delete(user);
      } else {
        heard.set(user, performance.now());
      }
      if (isNew || type === 'leave') {
        tell();
      }
    },
  };
}
