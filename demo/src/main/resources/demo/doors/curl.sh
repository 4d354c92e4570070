# Whatever speaks HTTP. A request; its reply is the answer's body:
curl -d 'hello' http://127.0.0.1:8000/req/echo
# A request of two parts, each in base64, and so is the reply:
curl -H 'Content-Type: application/vnd.zmq.parts+json' -d '["aGVsbG8=", "d29ybGQ="]' http://127.0.0.1:8000/req/echo
# A message for a PULL service; 204 says that ZeroMQ has it:
curl -w '%{http_code}\n' -d 'water the plants' http://127.0.0.1:8000/push/jobs
# What is published, as it comes, until Ctrl-C:
curl -N 'http://127.0.0.1:8000/sub/quotes?topic=NOVA'
