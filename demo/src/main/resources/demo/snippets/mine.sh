# writes a page, a service and a configuration, and overwrites nothing
./zwb init my-page
# the service needs pyzmq: apt install python3-zmq
python3 my-page/service.py &
# ports of its own, since this demo has 8000; then open http://127.0.0.1:8001/
./zwb serve --config my-page/zwb.yaml --set listen=127.0.0.1:8001 \
  --set management=127.0.0.1:9001
