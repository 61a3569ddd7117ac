# Deletes a folder when stdin ends, which it does when the process that holds the other end is gone, however it went.
# Usage: delete-at-end.sh FOLDER
trap '' INT HUP TERM # they reach the whole process group, and the owner may be busy there for a while yet
read -r _
# A server, or a copy that was under way, may make a file there before it notices: once more, then, for ten seconds.
left=100
until rm -rf "$1" || [ "$left" -eq 0 ]; do
    left=$((left - 1))
    sleep 0.1
done
