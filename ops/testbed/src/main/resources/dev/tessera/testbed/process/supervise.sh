# Runs a server and kills it when stdin ends, which it does when the process that holds the other end is gone, however
# it went. Usage: supervise.sh LOG COMMAND...   Its first line of output is the server's pid.
trap '' INT HUP TERM # Ctrl-C reaches the whole process group; the owner decides what happens to its servers
trap '' XFSZ # a write beyond a limit of its files fails then, as on a full disk, and doesn't end the server
exec 3<&0
log=$1
shift
# A JVM that inherits an ignored TERM can't be asked to stop.
(trap - TERM; exec "$@") 3<&- </dev/null >>"$log" 2>&1 &
server=$!
(
    trap - TERM
    read -r _ <&3
    kill -9 "$server"
) >/dev/null 2>&1 &
watcher=$!
echo "$server"
exec 3<&- >/dev/null 2>&1
wait "$server"
status=$?
kill "$watcher"
wait "$watcher"
exit $status
