#!/usr/bin/env bash
# Commits and pushes what a night left in content/. Where somebody pushed meanwhile, the night's commit is not merged: the
# branch is taken as it is now, and the command given does the night's work on it again, which costs little and loses
# nothing.
#
#     PUSH_URL=https://TOKEN@HOST/PAGE.git BRANCH=main commit-content.sh npm run fetch
set -euo pipefail

git config user.name "shared-stories"
git config user.email "shared-stories@users.noreply.github.com"

status=0
for attempt in 1 2 3 4 5; do
  # A fresh page has none, where its first night failed.
  mkdir -p content
  git add -A content
  if git diff --cached --quiet; then
    echo "nothing new"
    exit "$status"
  fi
  begun=$(git rev-parse HEAD)
  stories=$(git diff --cached --name-only --diff-filter=A -- content/stories | wc -l | tr -d ' ')
  noun=stories
  [ "$stories" != 1 ] || noun=story
  git commit --quiet -m "content: ${stories} new ${noun}"
  if git push --quiet "$PUSH_URL" "HEAD:${BRANCH}"; then
    exit "$status"
  fi
  git fetch --quiet --depth 1 "$PUSH_URL" "${BRANCH}"
  if [ "$(git rev-parse FETCH_HEAD)" = "$begun" ]; then
    # A server may stumble once.
    sleep 5
    if git push --quiet "$PUSH_URL" "HEAD:${BRANCH}"; then
      exit "$status"
    fi
    git fetch --quiet --depth 1 "$PUSH_URL" "${BRANCH}"
  fi
  if [ "$(git rev-parse FETCH_HEAD)" = "$begun" ]; then
    echo "nobody pushed meanwhile, and the push is refused all the same, for what git says above: give the token the right" \
      "to write, or let it push to ${BRANCH} where that is protected. Nothing was lost, the next night takes it up" >&2
    exit 1
  fi
  echo "somebody pushed meanwhile (attempt ${attempt}): taking their state and doing the night's work again"
  git reset --quiet --hard FETCH_HEAD
  # Whatever reads articles has no right to write. What answered on a night of bad network is kept.
  status=0
  env -u PUSH_URL "$@" || status=$?
done
echo "five pushes in a row came in between: nothing was lost, the next night takes it up" >&2
exit 1
