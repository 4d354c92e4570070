# the server, and two nodes
./zwb demo --blastbeat

# from a terminal: who has fewer sessions answers
curl http://127.0.0.1:8080/hello
curl http://127.0.0.1:8080/brew/coffee
