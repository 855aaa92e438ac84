# Read by the commands beside it.

# attended COMMAND...: runs it in a process group of its own and passes on its exit code. When this script is told to end
# (Ctrl-C, SIGTERM, a closed terminal) the whole group is told first: neither a build nor a server outlives the command that began it.
attended() {
  local status=0 ended=
  set -m
  "$@" &
  local child=$!
  set +m
  trap 'ended=130; kill -TERM -- "-$child" 2>/dev/null || true' INT
  trap 'ended=143; kill -TERM -- "-$child" 2>/dev/null || true' TERM HUP
  # The signal ends the first wait; the child has its own things to put in order.
  wait "$child" || status=$?
  while kill -0 "$child" 2>/dev/null; do
    status=0
    wait "$child" || status=$?
  done
  trap - INT TERM HUP
  [ -z "$ended" ] || exit "$ended"
  return "$status"
}

# built WHAT PROJECT: builds it in silence, with a line before and after; on a fault the compiler's own lines.
built() {
  local log began=$SECONDS
  log=$(mktemp)
  echo "Building $1: one to three minutes the first time" >&2
  if ! attended dotnet build "$2" -c Release --nologo -v quiet >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "$1 did not build: the lines above say why." >&2
    exit 1
  fi
  rm -f "$log"
  echo "Built in $((SECONDS - began)) s" >&2
}
