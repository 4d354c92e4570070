# For the scripts beside this one: pyzmq, with libzmq in it, in the temporary folder of maven.sh. Sourced after it, not run.
# shellcheck shell=sh disable=SC2154

python3 -m pip install --quiet --target "$folder/python" pyzmq==27.2.0 >"$folder/pip.log" 2>&1 || {
  cat "$folder/pip.log" >&2
  exit 2
}
PYTHONPATH=$folder/python
export PYTHONPATH
python3 -c 'import zmq; print("pyzmq", zmq.__version__, "with libzmq", zmq.zmq_version())'
