#!/usr/bin/env bash
# Fuzzes one target for so many minutes: fuzz.sh <target> <minutes> [folder for the output]. Ends with what AFL++ counted.
# With the output of an earlier run in the folder it goes on from there. It fails when an input was found that breaks the oracle.
set -euo pipefail
cd "$(dirname "$0")"

target=${1:?usage: fuzz.sh <target> <minutes> [output folder]}
minutes=${2:?usage: fuzz.sh <target> <minutes> [output folder]}
out=${3:-../../output/fuzz/$target}
command -v afl-fuzz > /dev/null || { echo 'afl-fuzz is missing: apt-get install afl++' >&2; exit 64; }
[ -d "Corpus/$target" ] || { echo "There is no target $target; there are: $(ls Corpus | xargs)" >&2; exit 64; }

mkdir -p "$out"
out=$(cd "$out" && pwd)
bin=$out/bin
dotnet publish -c Release -o "$bin" --verbosity quiet
dotnet tool restore > /dev/null
# Ours, and the one parser that came with us: what .NET itself does is not what is looked for.
for assembly in LianPay.Core Sylvan.Data.Csv; do
  dotnet sharpfuzz "$bin/$assembly.dll"
done

input=Corpus/$target
[ -d "$out/afl" ] && input=-
dictionary=()
[ -f "Dictionaries/$target.dict" ] && dictionary=(-x "Dictionaries/$target.dict")

# The ledger's files: in memory where that is possible, and gone at the end, however it comes.
memory=$(mktemp -d -p "$([ -d /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")" lianpay-fuzz-XXXXXX)
trap 'rm -rf "$memory"' EXIT

# The runtime is not built by AFL++, does not crash by signals, and must be free to move between processors.
export AFL_SKIP_BIN_CHECK=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1
# With one processor in mind .NET does not spin while it waits for another thread, which the ledger does at every commit.
export DOTNET_TieredPGO=0 DOTNET_PROCESSOR_COUNT=1
# An input that takes a minute ends the process; one that takes too long but ends is a finding of the program itself.
TMPDIR=$memory afl-fuzz -i "$input" -o "$out/afl" -t 60000 -m none -V $((minutes * 60)) "${dictionary[@]}" -- "$bin/LianPay.Fuzz" run "$target" > "$out/afl-fuzz.log" 2>&1 \
  || { tail -n 20 "$out/afl-fuzz.log" >&2; exit 1; }

stats=$out/afl/default/fuzzer_stats
grep -E '^(run_time|execs_done|execs_per_sec|corpus_count|corpus_found|edges_found|stability|saved_crashes|saved_hangs)' "$stats"
grep -qE '^saved_crashes *: 0$' "$stats" && grep -qE '^saved_hangs *: 0$' "$stats"
