#!/usr/bin/env bash
# Keeps what a run has found: keep.sh <target> <output folder of fuzz.sh>. Of the inputs that reached something new, the shortest ones.
set -euo pipefail
cd "$(dirname "$0")"

target=${1:?usage: keep.sh <target> <output folder>}
queue=${2:?usage: keep.sh <target> <output folder>}/afl/default/queue
most_files=100
longest=2048

rm -f "Corpus/$target"/new-*
find "$queue" -maxdepth 1 -type f -name '*+cov' -size "-$((longest + 1))c" -printf '%s %p\n' | sort -n | head -n "$most_files" | cut -d' ' -f2- |
  while IFS= read -r file; do
    cp "$file" "Corpus/$target/new-$(sha256sum "$file" | cut -c1-12)"
  done
ls "Corpus/$target" | wc -l
