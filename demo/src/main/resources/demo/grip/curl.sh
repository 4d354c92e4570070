./zwb grip &
curl -sN http://127.0.0.1:7999/stream &
./zwb grip-publish test 'hello'
