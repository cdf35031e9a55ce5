# Shared by the scripts beside it; sourced, never run. Everything here speaks on stderr: stdout belongs to the caller.
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# A build node that outlives its build keeps the caller's pipe open, and the caller waits for it.
export MSBUILDDISABLENODEREUSE=1

# need COMMAND PACKAGE ... : installs the Debian packages whose command is missing, without starting their services.
need() {
    local missing=()
    while [ $# -gt 1 ]; do
        if [ -z "$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$1")" ]; then missing+=("$2"); fi
        shift 2
    done
    if [ ${#missing[@]} -eq 0 ]; then return 0; fi
    if [ "$(id -u)" != 0 ]; then
        echo "Missing: ${missing[*]}. Run as root once, or: sudo apt-get install -y ${missing[*]}" >&2
        return 1
    fi
    echo "Installing ${missing[*]} ..." >&2
    install_quietly "${missing[@]}"
}

# Debian asks policy-rc.d before it starts a service; 101 means no. An existing policy is left alone.
install_quietly() {
    local policy=/usr/sbin/policy-rc.d log made=no status=0
    log="$(mktemp)"
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' > "$policy"
        chmod 755 "$policy"
        made=yes
    fi
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
        > "$log" 2>&1 < /dev/null || status=$?
    if [ "$made" = yes ]; then rm -f "$policy"; fi
    if [ "$status" != 0 ]; then cat "$log" >&2; echo "apt-get could not install $*." >&2; fi
    rm -f "$log"
    return "$status"
}

# build_tools : restores and builds what demo, replay and bench run; silent when all is well.
build_tools() {
    local log status=0
    log="$(mktemp)"
    dotnet build "$ROOT/tools/Tools.slnf" -c Release -m:2 -v:q > "$log" 2>&1 < /dev/null || status=$?
    if [ "$status" != 0 ]; then cat "$log" >&2; echo "The build failed." >&2; fi
    rm -f "$log"
    return "$status"
}
