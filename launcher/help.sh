# The words of `zwb help`. Read by ../zwb.
# shellcheck shell=sh

help_on() {
  case $1 in
    '') help_overview ;;
    grip-publish) help_grip_publish ;;
    req | sub | pub | push) help_probe ;;
    demo | serve | relay | grip | mongrel2 | m2sh | procer | blastbeat | init | version | config | bench | fuzz | faults | ledger | soak | check | test | dist | site) "help_$1" ;;
    help) printf '%s\n' 'zwb help [COMMAND]: what the commands do, or what one of them does' ;;
    *) misused "there is no command '$1' to explain" ;;
  esac
}

help_overview() {
  cat <<'TEXT'
ZmqWebBridge: ZeroMQ sockets in web pages, through one WebSocket.

  zwb demo [--port 8000]                       pages and services to try, on this machine only
  zwb demo --mongrel2 [--port 6767]            a server of Mongrel2's kind, and handlers behind it
  zwb demo --blastbeat [--port 8080]           a server of BlastBeat's kind, and nodes behind it
  zwb init [DIR]                               a page, a service and a configuration to begin with
  zwb serve [--config zwb.yaml] [--pages DIR] [--set k=v]…
                                               the bridge
  zwb relay [--config FILE] [--port 8080]      an HTTP push relay alone; runs hbpush's configuration files
  zwb grip [--config FILE] [--route LINE]…     a reverse proxy that makes web back ends push; runs Pushpin's configuration
  zwb grip-publish CHANNEL [TEXT|@FILE]        publishes to a channel of it
  zwb mongrel2 DB|FILE.conf [SERVER]           web servers whose back ends are ZeroMQ handlers; runs Mongrel2's configurations
  zwb m2sh COMMAND [OPTION]…                   Mongrel2's m2sh: databases, running servers, control ports
  zwb procer PROFILES PIDFILE                  keeps the programs of a folder of profiles running, as Mongrel2's procer
  zwb blastbeat FILE.ini|FOLDER                a web server whose back ends are ZeroMQ nodes; runs BlastBeat's ini files
  zwb req|sub|pub|push NAME|ADDRESS [PART]…    asks, hears or says something, through a bridge or straight to ZeroMQ
  zwb config check [FILE] [--set k=v]…         is this configuration right? says where it is not
  zwb bench [LOAD] [--url ws://…]…             what a bridge carries: load, percentiles, plots
  zwb fuzz [--minutes N] [TARGET]…             explores decoders and parsers with inputs that it makes up
  zwb faults [--only WORDS]                    breaks what is around a bridge, and says how soon it is well again
  zwb ledger [--requests N] [--kills N]        counts what became of millions of requests while a service is killed
  zwb soak [--minutes N]                       half an hour of mixed load; what a bridge holds before and after
  zwb check                                    format, compile, unit and architecture tests, JS lint and types
  zwb test                                     every test, with real services and a real browser
  zwb dist [--check | --release]               packages to install, an image, a Maven repository folder, an npm package
  zwb site [--serve [PORT]]                    the documents as a site that can be searched; --serve shows it on this machine
  zwb version                                  which version this is, and which Java runs it
  zwb help [COMMAND]                           this, or one command in full

It builds what is missing or older than its sources. It needs JDK 17, and for building Maven 3.8 and Node 20,
or newer ones.

Environment:
  JAVA_HOME        the JDK to use; otherwise the java on PATH
  ZWB_HEAP         the server's largest heap (512m)
  ZWB_JAVA_OPTS    more options for its JVM, separated by spaces
  ZWB_CLASSPATH    jars with your hooks, separated by colons
  ZWB_BUILD=never  start what is built, even if sources are newer
TEXT
}

help_demo() {
  cat <<'TEXT'
zwb demo [--port PORT] [--management HOST:PORT] [--chat java|python]

Starts the bridge, the demo's pages and the ZeroMQ services behind them in one process, and prints the URL and
what runs behind it. Everything listens on this machine only. Stop it with Ctrl-C.

  --port PORT             the port of the pages and the WebSocket (8000; 0 takes a free one)
  --management HOST:PORT  health, metrics and console (a free port on 127.0.0.1)
  --chat python           runs the chat service in Python (needs pyzmq)

zwb demo --mongrel2 [--port PORT] [--handlers java|python]

Starts a server of Mongrel2's kind, and handlers behind it: hello, a chat of pages and terminals, one MP3 stream to
many, uploads with their progress; in Python where there is one with pyzmq, else in Java.

  --port PORT             the port of the server (6767; 0 takes free ones for it and its handlers)
  --handlers java         runs none in Python; --handlers python wants them

zwb demo --blastbeat [--port PORT] [--nodes java|python]

Starts a server of BlastBeat's kind, and two nodes behind it: hello, a chat by groups, requests that one gives back to
the other, uploads with their progress; one node in Python where there is one with pyzmq, else both in Java.

  --port PORT             the port of the server (8080; 0 takes free ones for it and its nodes)
  --nodes java            runs none in Python; --nodes python runs both there
TEXT
}

help_serve() {
  cat <<'TEXT'
zwb serve [--config zwb.yaml] [--pages DIR] [--set key=value]…

Starts the bridge. The process becomes the server, so its pid is the one to signal; SIGTERM stops it in order.

  --config FILE     the configuration, in YAML
  --pages DIR       a folder whose files are served at /, beside /zmq.js and the WebSocket
  --set key=value   one setting, stronger than the file; may be repeated, for example
                    --set limits.maxMessageBytes=65536

Hooks of your own: ZWB_CLASSPATH=my-hooks.jar zwb serve. See docs/OPERATIONS.md.
TEXT
}

help_relay() {
  cat <<'TEXT'
zwb relay [--config FILE] [--format yaml|json] [--port PORT] [--management HOST:PORT]

Starts an HTTP push relay and nothing else: publishers POST to channels, subscribers GET from them (docs/relay.md).
Without a file it is on 127.0.0.1:8080, with publishers at /publisher/CHANNEL and subscribers at /subscriber/CHANNEL.
The process becomes the server, so its pid is the one to signal; SIGTERM stops it in order.

  --config FILE, -c FILE      a configuration file of hbpush, as it is: port (80), address (every one), store, locations
  --format yaml|json, -f …    how the file is written (yaml), whatever its name ends with
  --port PORT                 the port, whatever the file says (0 takes a free one)
  --management HOST:PORT      health and metrics (none)

Hooks, TLS, limits and locations of other flavours are settings of `zwb serve` (the section relay).
TEXT
}

help_grip() {
  cat <<'TEXT'
zwb grip [--config FILE] [--route LINE]… [--port [ADDRESS:]PORT] [--id N] [--verbose] [--loglevel N] [--management HOST:PORT]

Starts a reverse proxy by GRIP and nothing else: origins answer plain HTTP, and say by headers which requests become streams,
long polls and WebSockets that publishers push to (docs/grip.md). Without anything it is on 127.0.0.1:7999, publishers come to
127.0.0.1:5561, and an origin of its own answers. The process becomes the server; SIGTERM stops it in order, SIGHUP reloads.

  --config FILE               a configuration file of Pushpin, as it is; its routes file is watched
  --route LINE                a route, in the place of the file's; may be there several times: '* localhost:8080,over_http'
  --port [ADDRESS:]PORT       where clients come, whatever the file says; a port alone is of this machine only
  --id N                      one of several on this machine: its other ports are 10 N higher
  --verbose, --loglevel N     more in the log: 0 errors, 1 warnings, 2 what operators want, 3 everything
  --management HOST:PORT      health and metrics (none)

Pushpin's -m and --logfile are taken; the log is on standard error. Hooks, limits and shared channels are settings of `zwb serve`
(the section grip).
TEXT
}

help_mongrel2() {
  cat <<'TEXT'
zwb mongrel2 DB|FILE.conf [UUID|NAME|HOST] [--management HOST:PORT]

Runs the servers of a configuration of Mongrel2's, or the one that is named (docs/mongrel2.md): a SQLite database, a .conf
file, or the Python-like form of the first manual. Names of files are relative to this folder, or to a server's chroot. The
process becomes the server; SIGTERM and SIGINT stop it in order, SIGHUP reads the file again: routes, hosts, handlers and
certificates change, and connections stay.

  --management HOST:PORT   health and metrics (none)

One server alone has a control port, ipc://run/control unless the configuration says another; of several, those that say one.
TEXT
}

help_m2sh() {
  cat <<'TEXT'
zwb m2sh COMMAND [OPTION]…

Does what Mongrel2's m2sh does (docs/m2sh.md); options have one dash or two. The database is config.sqlite, or -db FILE.

  load -config FILE        puts a configuration into the database; its log stays
  dump                     the database as a .conf file
  servers, hosts -server NAME, routes -server NAME -host NAME, routes -id NUMBER
                           what is in it
  commit -why WHY [-what X] [-where X] [-how X], log
                           writes and reads its log
  start, stop [-murder], reload, running
                           of servers: -name NAME, -host HOST, -uuid UUID or -every; perhaps -sudo
  control -name NAME       asks the control port of one, a command a line
  access [-log FILE]       an access log, for people
  route -pattern P -match PATH
                           whether a path leads there
  shell, uuid, version, init, upgrade, help [-on COMMAND]
TEXT
}

help_procer() {
  cat <<'TEXT'
zwb procer PROFILES PIDFILE

Keeps programs running, in the foreground, until SIGINT or SIGTERM; then the programs go on. Each folder in PROFILES is one:
run (the program), pid_file (where it says which process it is), depends (names of others that must run before it) and, if
it is to be started again when it has ended, restart. SIGHUP reads the folders again. More in docs/m2sh.md.
TEXT
}

help_blastbeat() {
  cat <<'TEXT'
zwb blastbeat FILE.ini|FOLDER [--management HOST:PORT]

Runs the server of an ini file of BlastBeat's (docs/blastbeat-config.md). In a folder, blastbeat.ini is for the whole server,
and each other NAME.ini is a virtual host: a file that changes is read again by itself, and one that is wrong is left as it
was. The process becomes the server; SIGTERM and SIGINT stop it in order, SIGHUP reads all again, and sessions stay.

  --management HOST:PORT   health and metrics (none)

Without bind, clients come in at 127.0.0.1:8080; without zmq, nodes connect to tcp://127.0.0.1:5000. Names of files are
relative to this folder, or else to the ini file's. `zwb config check FILE.ini|FOLDER` says what is wrong, and starts nothing.
TEXT
}

help_grip_publish() {
  cat <<'TEXT'
zwb grip-publish CHANNEL [TEXT|@FILE] [--spec URL] [OPTION]…

Publishes to a channel of GRIP as pushpin-publish does: as the next bytes of streams, as the answer of long polls and as a
WebSocket message.

  --spec URL                  http://HOST:PORT of the listener of publishers, or tcp://HOST:PORT of its PULL socket
                              (http://127.0.0.1:5561, or GRIP_URL)
  --id ID, --prev-id ID       of the item, and of the one before it; --no-seq: passes by those that wait
  --sender USER               who sends it, for filters; -M NAME=VALUE: more that filters know
  --code N, -H 'NAME: VALUE'  of the answer of long polls
  --patch                     the text is a JSON Patch of what they would be answered
  --hint, --close             origins are asked instead; streams and WebSockets end
  --no-eol                    no line feed after the text
  -u NAME:SECRET              who publishes, where the listener asks (Basic)
TEXT
}

help_probe() {
  cat <<'TEXT'
zwb req NAME|ADDRESS [PART]…     asks, and prints the reply
zwb sub NAME|ADDRESS             prints what is published
zwb pub NAME|ADDRESS [PART]…     publishes, once somebody has subscribed
zwb push NAME|ADDRESS [PART]…    hands a message over

One socket, to try a service or an endpoint (docs/probe.md). NAME is an endpoint of a bridge, where this is a page; ADDRESS is
tcp://HOST:PORT or ipc:///PATH, where it is ZeroMQ itself. Each PART is a part of one message; without any, each line of
standard input is a message. Exit status: 0, 1 if something did not work, 2 if the words are wrong.

  --json, --raw            messages as lines of JSON, both ways; the bytes alone
  -n N, --count N          ends after so many messages
  -t S, --timeout S        how long a reply, a peer or (sub) the next message is waited for, in seconds (5; sub: for ever)
  --every S                says it again, so often
  --topic TOPIC            sub: what it hears; may be there several times (everything)

of a bridge:
  --bridge URL             where it is (http://127.0.0.1:8000)
  --auth JSON              what its hook is given with the socket, as by a page: '{"username": "hugo"}'
  --token TOKEN            Authorization: Bearer TOKEN
  -H 'NAME: VALUE'         a header of the handshake: a cookie, an Origin
  --cacert FILE            the certificate to trust, in PEM
  --last                   sub: the last value of each topic comes first

straight to ZeroMQ:
  --bind                   listens at the address, in the place of a service
  --server-key KEY|FILE    CURVE: the service's public key; --key FILE: one's own secret key
  --user NAME:PASSWORD     PLAIN
TEXT
}

help_init() {
  cat <<'TEXT'
zwb init [DIR]

Writes a page, a service in Python, a commented zwb.yaml and a README into DIR (this folder), and says how to start them.
It overwrites nothing: if one of these files is there already, it names it, writes none, and ends with status 1.
TEXT
}

help_version() {
  cat <<'TEXT'
zwb version
zwb --version

Prints one line: the version, the commit if it was built from a checkout, and the Java that runs it.
TEXT
}

help_config() {
  cat <<'TEXT'
zwb config check [FILE] [--config FILE] [--set key=value]…
zwb config schema

check reads a configuration as `zwb serve` would, with the environment and --set, starts nothing, and says all that is
wrong and where, and what is legal and unwise. Exit status: 0 when nothing is wrong.
schema prints the JSON Schema of the file, for editors (docs/OPERATIONS.md).
TEXT
}

help_bench() {
  cat <<'TEXT'
zwb bench [requests | subscribers | topics | idle | polite] [--url ws://host:port/data] …
zwb bench jmh [PATTERN] …

Puts load on a bridge, for a time that it says, and prints throughput and percentiles. Without --url it starts a
bridge of its own, with an echo service and a publisher, and ends it. Without a load it makes a tour of a minute.

  requests      round trips: a closed loop, or at --rate an open one whose latency counts from the schedule
  subscribers   one publisher, many subscribers; missing messages; --stalled N of them stop reading
  idle          memory of idle connections
  polite        a polite page alone, and beside one that floods the same endpoint
  jmh           micro-benchmarks of the hot path; the arguments are JMH's

  --over HOW    http, sse or poll: by a plain door instead of a WebSocket (requests, subscribers, idle)
  --json FILE   all figures
  --html FILE   one page with plots

`zwb bench LOAD --help` lists a load's options; docs/bench.md says what the figures mean.
TEXT
}

help_fuzz() {
  cat <<'TEXT'
zwb fuzz [--minutes N | --runs N] [TARGET]…
zwb fuzz --list

Explores the fuzz tests (docs/fuzzing.md) one after the other, each in a JVM of its own with a heap of 256 MiB, and
prints what was executed and found. An input that takes longer than a second is a finding too. Without TARGET it takes
all; a TARGET is a part of a name, for example OriginalWire or OriginalWireFuzzTest.decode.
Exit status: 0 when nothing was found.

  --minutes N   minutes for each target (1)
  --runs N      executions of each target, instead
  --list        names the targets

Inputs that reached something new are kept below target/fuzz, and a later run goes on from there. A finding is shown
with the folder that its input belongs to, where every test run replays it.
TEXT
}

help_faults() {
  cat <<'TEXT'
zwb faults [--only WORDS] [--seed N] [--at-once N]
zwb faults --list

Plays the fault scenarios (docs/faults.md): connections cut, mute, corrupt or in slices, services killed and stopped, hooks
that hang. Prints what each took from the end of the fault until all worked again.
Exit status: 0 when every rule held, and that was never more than two seconds.

  --only WORDS   the rules that contain these words
  --seed N       repeats the choices of an earlier run
  --at-once N    scenarios that are played at once (2)
  --list         the rules
TEXT
}

help_ledger() {
  cat <<'TEXT'
zwb ledger [--requests N] [--kills N] [--seed N] [--tls yes] [--wire 1|2]
zwb ledger --relay [--bridges] [--messages N] [--faults N] [--seed N]

The routing ledger (docs/faults.md): 200 clients whose sockets all have the same names ask through one bridge, cut their
connections and come back, while their service answers out of order, twice, late, too much or not at all, is killed and
started again, and hooks stall. Prints what each request ended in, and what was misrouted, stale, doubled, late or without
an outcome.
Exit status: 0 when nothing was.

  --requests N   2000000
  --kills N      how often the service is killed (200); as many answers break its connection
  --seed N       repeats the choices of an earlier run
  --tls yes      clients come through TLS
  --wire N       1: the original wire (the default); 2: the second one, zwb.2

With --relay: three bridges that share a Redis with a replica and a sentinel; publishers and subscribers of channels on all
of them, while bridges, connections and Redis die and fail over (needs redis-server and redis-sentinel). Prints what was
acknowledged, and what was lost without a gap being told, doubled or out of order. With --bridges as well they are three
processes behind HAProxy, and all come in by HTTP (needs haproxy; a million messages take a good while).

  --messages N   1000000
  --faults N     50
TEXT
}

help_soak() {
  cat <<'TEXT'
zwb soak [--minutes N]

Puts mixed load on a bridge in a process of its own: pages that ask, subscribe, answer, leave, are cut off, do not read,
are refused or talk nonsense, and a service that is killed every few seconds (docs/faults.md). Prints each minute, and
at the end, what the bridge holds: heap after a full collection, threads, descriptors. The start is taken after a warm-up.
Exit status: 0 when it holds at the end what it held at the start, and every page got what it was to get.

  --minutes N   30
TEXT
}

help_check() {
  cat <<'TEXT'
zwb check

The inner loop, under a minute once warm: format, compile everything with -Xlint:all -Werror and Error Prone, unit
and architecture tests of all modules but integration-tests, lint and types of the JavaScript. Shows what each
step took.
TEXT
}

help_test() {
  cat <<'TEXT'
zwb test

Every test: unit, architecture, protocol, JavaScript, integration with Java and Python services, a real browser.
Debian's chromium, chromium-driver and python3-zmq are installed when they are absent and we may (root, or sudo
without a password). SpotBugs with FindSecBugs looks through all main code. Modules are built side by side, so their lines are
mixed. The last line is "N passed, N failed, N skipped"; the exit status is 0 only if something ran and nothing failed.

  ZWB_PYTHON         the Python that can import zmq (found by itself: Debian's, then the first on PATH)
  ZWB_CHROMIUM       the browser (chromium on PATH)
  ZWB_CHROMEDRIVER   its driver (chromedriver on PATH)
TEXT
}

help_dist() {
  cat <<'TEXT'
zwb dist
zwb dist --check
zwb dist --release

Fills target/dist, made new each time, with what users install and other people's programs build on; the same bytes for
the same commit:

  zwb_….deb           for Debian and what is like it: the program with its own Java, a service, zwb(1)
  zwb-oci.tar         an image for containers, as an archive
  zwb.jar             the program by itself, with the demo and the load tool, and zwb-sbom.json, what is in it
  maven/              a Maven repository: org.zmqwebbridge's bridge-server (also with the classifier own-jetty), rpc,
                      handlers, js-client, console and the Spring Boot starter, with sources and documentation
  zmqwebbridge-….tgz  the JavaScript client, for npm install
  SHA256SUMS          of all of these

No test runs; zwb test does that. docs/install.md says how to use them.

--check    builds again in a clone and compares all bytes; then installs, runs, upgrades and purges, as root, without
           touching this machine
--release  goes through what a release needs: versions, changes, zwb test, --check. It publishes nothing
TEXT
}

help_site() {
  cat <<'TEXT'
zwb site [--serve [PORT]]

Builds target/site, made new each time: README, docs/ and the files that they link to, as pages with a search. Any
web server can serve it as it stands; opened as files (target/site/index.html) it works too. A link that leads
nowhere fails the build.

  --serve [PORT]  then serves it on 127.0.0.1 (8100; 0 takes a free port) until Ctrl-C

It needs Node 20 with npm, which fetches the generator the first time.
TEXT
}
