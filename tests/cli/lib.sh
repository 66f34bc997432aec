# Sourced by every cli/*.test. Gives a temporary folder $T, and checks that stop the test at the first that fails.
set -u
T=$(mktemp -d "${TMPDIR:-/tmp}/tomt-test.XXXXXX")
trap 'chmod -R u+w "$T" 2>/dev/null; rm -rf "$T"' EXIT
export PROJ_NETWORK=OFF SOURCE_DATE_EPOCH=1767225600 NO_COLOR=1 LC_ALL=C.UTF-8
DATA=$TOP/gis-data/drammen
SHARED=$TOP/../shared/data

fail() { echo "FAILED: $*" >&2; [ -f "$T/out" ] && { echo "--- stdout"; head -40 "$T/out"; echo "--- stderr"; head -40 "$T/err"; } >&2; exit 1; }
skip() { echo "skipped: $*"; exit 77; }
# run EXPECTED_CODE words...: runs tomt; stdout and stderr land in $T/out and $T/err
run() { local want=$1; shift; "$TOMT" "$@" >"$T/out" 2>"$T/err"; local got=$?; [ "$got" = "$want" ] || fail "tomt $* gave exit code $got, not $want"; }
says() { grep -qF -- "$1" "$T/err" || fail "stderr does not say: $1"; }
says_not() { ! grep -qF -- "$1" "$T/err" || fail "stderr says: $1"; }
prints() { grep -qF -- "$1" "$T/out" || fail "stdout does not print: $1"; }
sql() { sqlite3 -readonly "$1" "$2"; }
same() { [ "$1" = "$2" ] || fail "${3:-values differ}: '$1' is not '$2'"; }
no_leftovers() { [ -z "$(find "$1" -name '*.part*' -print -quit 2>/dev/null)" ] || fail "leftovers in $1: $(ls "$1")"; }
# tiny DIR: a project of a few features with known answers (see tests/data/tiny)
tiny() { mkdir -p "$1" && cp -r "$TOP/tests/data/tiny/." "$1/"; }
