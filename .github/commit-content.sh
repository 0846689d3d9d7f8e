#!/usr/bin/env bash
# Commits and pushes what a night left in content/. Where somebody pushed meanwhile, the night's commit is not merged:
# the branch is taken as it is now and the feeds are asked again, which costs little and loses nothing.
set -euo pipefail

remote="https://x-access-token:${GH_TOKEN}@github.com/${GITHUB_REPOSITORY}.git"
git config user.name "shared-stories"
git config user.email "shared-stories@users.noreply.github.com"

for attempt in 1 2 3 4 5; do
  git add -A content
  if git diff --cached --quiet; then
    echo "nothing new"
    exit 0
  fi
  stories=$(git diff --cached --name-only --diff-filter=A -- content/stories | wc -l | tr -d ' ')
  git commit --quiet -m "content: ${stories} new stories"
  if git push --quiet "$remote" "HEAD:${GITHUB_REF_NAME}"; then
    exit 0
  fi
  echo "somebody pushed meanwhile (attempt ${attempt}): taking their state and fetching again"
  git fetch --quiet --depth 1 "$remote" "${GITHUB_REF_NAME}"
  git reset --quiet --hard FETCH_HEAD
  # Whatever reads articles has no right to write.
  env -u GH_TOKEN npm run fetch
done
echo "five pushes in a row came in between: nothing was lost, the next night takes it up" >&2
exit 1
