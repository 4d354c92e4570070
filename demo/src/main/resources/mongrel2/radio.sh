# One listener of many; the other asks for names between the notes.
mpv http://127.0.0.1:6767/radio.mp3
curl -sN -H 'Icy-MetaData: 1' http://127.0.0.1:6767/radio.mp3 | strings | grep Stream
