# A message for the channel news; the answer says how many had it at once:
curl -d 'hello from a terminal' http://127.0.0.1:8000/publisher/news
# The oldest message that is kept, and the place after it:
curl -i http://127.0.0.1:8000/subscriber/news
# All that are kept, and then what comes, until Ctrl-C:
curl -N -H 'Accept: text/event-stream' http://127.0.0.1:8000/subscriber/news
