# What the findings share: a temporary folder, pinned packages in it, and the comparison with what was seen.
# Sourced by each script; expects `set -euo pipefail`.

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 TZ=UTC PYTHONWARNINGS=ignore PYTHONDONTWRITEBYTECODE=1

# install_python FOLDER PACKAGE==VERSION...: into a folder of their own, so that two versions can be compared.
install_python() {
  local folder=$work/$1
  shift
  python3 -m pip install --quiet --disable-pip-version-check --no-warn-conflicts \
    --root-user-action ignore --target "$folder" "$@" >&2
}

# python_with FOLDER ARGUMENT...: Python that sees the packages of that folder.
python_with() {
  local folder=$work/$1
  shift
  PYTHONPATH=$folder PATH=$folder/bin:$PATH python3 "$@"
}

# tool_with FOLDER COMMAND ARGUMENT...: a command that such a package brought.
tool_with() {
  local folder=$work/$1
  shift
  PYTHONPATH=$folder PATH=$folder/bin:$PATH "$@"
}

# install_node PACKAGE@VERSION...
install_node() {
  (cd "$work" && npm init --yes >/dev/null && npm install --silent --no-audit --no-fund "$@" >&2)
}

# install_go MODULE@VERSION: builds a command; the modules are fetched through Go's own cache.
install_go() {
  GOBIN=$work/go go install "$1" >&2
  export PATH=$work/go:$PATH
}

# install_debian PACKAGE=VERSION...: unpacked in the temporary folder, nothing is installed.
install_debian() {
  mkdir -p "$work/debian"
  (cd "$work/debian" && apt-get download -qq -o APT::Sandbox::User=root "$@" >&2 && for package in *.deb; do
    dpkg-deb --extract "$package" .
  done)
  export PATH=$work/debian/usr/bin:$PATH
  local libraries
  for libraries in "$work"/debian/usr/lib/*-linux-gnu; do
    if [ -d "$libraries" ]; then export LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}; fi
  done
}

# need_debian PACKAGE VERSION: a -dev package that must be installed already, in that version.
need_debian() {
  local installed
  installed=$(dpkg-query --show --showformat='${Version}' "$1" 2>/dev/null || true)
  [ "$installed" = "$2" ] || { echo "needs Debian's $1 in version $2, installed is: ${installed:-none}"; exit 1; }
}

# run_jackcess FILE.java: with Jackcess, which writes Access databases without Access.
run_jackcess() {
  local artifact
  for artifact in com.healthmarketscience.jackcess:jackcess:4.0.8 org.apache.commons:commons-lang3:3.17.0 \
    commons-logging:commons-logging:1.3.5; do
    mvn --quiet dependency:copy -Dartifact="$artifact" -DoutputDirectory="$work/jars" >&2
  done
  (cd "$work" && java -cp "$work/jars/*" "$1")
}

# compare COMMAND...: shows what the command prints, and fails unless it is what standard input says was seen.
compare() {
  cat >"$work/seen"
  "$@" >"$work/now"
  cat "$work/now"
  if ! diff "$work/seen" "$work/now" >"$work/difference"; then
    printf '\nThe behaviour has changed (< seen, > now):\n'
    cat "$work/difference"
    exit 1
  fi
  printf '\nAs seen.\n'
}
