#!/usr/bin/env bash
# What one of several machines did to content/, as a patch of the commit that all began with, and clones made of such
# patches. To hand over the files of a large archive takes longer than its night.
#
#     hand-over.sh give found-2.patch            # on each machine
#     hand-over.sh join clones found-*.patch     # on the one that puts them together: a clone of each, below clones/
set -euo pipefail

give() {
  local patch=$1
  mkdir -p content
  git add -A content
  {
    echo "From $(git rev-parse HEAD)"
    # Whatever settings say of how people want to see differences.
    git diff-index --cached -p --binary HEAD -- content
  } > "$patch"
}

take() {
  local folder=$1 patch clone begun
  shift
  for patch in "$@"; do
    clone="$folder/$(basename "$patch" .patch)"
    # The machine may have a clone of this name, or have had one.
    [ ! -e "$clone" ] || git worktree remove --force "$clone"
    begun=$(sed -n '1s/^From //p' "$patch")
    git worktree add --quiet --force --detach "$clone" "$begun"
    mkdir -p "$clone/content"
    # Of a machine that found nothing there is the first line alone.
    if [ "$(wc -l < "$patch")" -gt 1 ]; then
      git -C "$clone" apply --index --whitespace=nowarn < "$patch"
    fi
    follow "$clone" "$begun" "$(git rev-parse HEAD)"
  done
}

# What somebody pushed since a machine began, and what it left as it was, is no other version of its own; what both
# changed stays the machine's. In one step: git looks at the whole archive for each.
follow() {
  local clone=$1 begun=$2 now=$3
  git -C "$clone" read-tree -m -u --aggressive "$begun" "$(git -C "$clone" write-tree)" "$now"
}

join() {
  take "$@"
  node src/bin.js merge "$1"/*
}

"$@"
