import zmq

socket = zmq.Context().socket(zmq.REP)
socket.bind("tcp://127.0.0.1:10001")

while True:
    request = socket.recv()
    socket.send(request)
