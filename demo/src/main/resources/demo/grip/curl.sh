# a proxy whose own origin answers, and a stream of it
./zwb grip &
curl -sN http://127.0.0.1:7999/stream &

# from anywhere: each who hears the channel has it
./zwb grip-publish test 'hello'
