#!/usr/bin/python3
"""lint_ci.py BINARY SOURCEDIR: what share/ci holds for git hooks, pre-commit, GitHub and GitLab, run as far as a machine without
network can: real repositories and commits, the shell steps of both jobs with packages made here. Only apt-get, sudo and curl are
stand-ins: the first two unpack a .deb, the last copies. Debian's python, which has yaml."""
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    import yaml
except ImportError:
    print("skipped: 4 pieces of share/ci, python3-yaml is absent")
    sys.exit(77)

BINARY, ROOT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
CI = ROOT / "share/ci"
BAD, GOOD = "五星好评返现5元，加微信领红包。\n", "您好，今天17点前寄出，单号发您。\n"
SANITIZED = b"__asan_init" in BINARY.read_bytes()


def run(command, cwd, env, **more):
    return subprocess.run(command, cwd=cwd, env=env, text=True, capture_output=True, stdin=subprocess.DEVNULL, check=False,
                          timeout=300, **more)


def must(condition, what, done=None):
    if not condition:
        print("FAILED:", what)
        if done is not None:
            print(done.returncode, done.stdout, done.stderr, sep="\n")
        sys.exit(1)


def environment(folder, path):
    home = folder / "home"
    home.mkdir(exist_ok=True)
    (home / ".gitconfig").write_text("[user]\n name = A\n email = a@example.com\n[init]\n defaultBranch = main\n")
    env = {"PATH": f"{path}:/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8", "TMPDIR": str(folder), "NO_COLOR": "1"}
    env.update({k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")})
    return env


def repository(folder, env):
    folder.mkdir()
    must(run(["git", "init", "-q"], folder, env).returncode == 0, "git init")
    return folder


def commit(repo, env, files, *more):
    for name, text in files.items():
        (repo / name).parent.mkdir(parents=True, exist_ok=True)
        (repo / name).write_text(text, encoding="utf-8")
    must(run(["git", "add", "-A"], repo, env).returncode == 0, "git add")
    return run(["git", "commit", "-q", "-m", "x", *more], repo, env)


def the_hook(folder, installed):
    env = environment(folder, installed / "bin")
    repo = repository(folder / "hooked", env)
    hook = repo / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.symlink_to(installed / "share/redress/ci/hooks/pre-commit")
    count = lambda: run(["git", "rev-list", "--count", "--all"], repo, env).stdout.strip()

    done = commit(repo, env, {"templates/答复.md": BAD})
    must(done.returncode != 0 and count() == "0", "a bad template is committed", done)
    must("templates/答复.md:1:" in done.stdout + done.stderr and "not committed" in done.stderr, "the hook says why", done)
    done = commit(repo, env, {"templates/答复.md": GOOD})
    must(done.returncode == 0 and count() == "1", "a good template is not committed", done)
    # What counts is what is committed, not what lies beside it.
    (repo / "templates/答复.md").write_text(GOOD + GOOD)
    run(["git", "add", "-A"], repo, env)
    (repo / "templates/答复.md").write_text(BAD)
    done = run(["git", "commit", "-q", "-m", "x"], repo, env)
    must(done.returncode == 0, "a bad working copy stops a good commit", done)
    run(["git", "add", "-A"], repo, env)
    (repo / "templates/答复.md").write_text(GOOD)
    done = run(["git", "commit", "-q", "-m", "x"], repo, env)
    must(done.returncode != 0, "a good working copy hides a bad commit", done)
    must("templates/答复.md:1:" in done.stdout + done.stderr, "a file of the copy goes by its own name", done)
    run(["git", "reset", "-q", "--hard"], repo, env)
    # The repository's settings hold, and a commit without texts needs no check.
    done = commit(repo, env, {".redress.toml": '[lint]\nexclude = ["old"]\n', "old/a.md": BAD})
    must(done.returncode == 0, "what .redress.toml excludes is checked", done)
    done = commit(repo, env, {"picture.png": "x"})
    must(done.returncode == 0, "a commit without texts is stopped", done)
    run(["git", "config", "redress.paths", "shop/*"], repo, env)
    done = commit(repo, env, {"elsewhere.md": BAD})
    must(done.returncode == 0, "redress.paths is not heeded", done)
    done = commit(repo, env, {"shop/a b.md": BAD})
    must(done.returncode != 0, "redress.paths names what is checked", done)
    run(["git", "reset", "-q", "--hard"], repo, env)
    run(["git", "config", "--unset", "redress.paths"], repo, env)
    # Without redress nothing passes.
    bare = dict(env, PATH="/usr/bin:/bin")
    if not shutil.which("redress", path=bare["PATH"]):
        done = commit(repo, bare, {"c.md": GOOD})
        must(done.returncode != 0 and "not on the PATH" in done.stderr, "no redress, no check, and yet committed", done)

    # What the processor did: the time by the clock counts only where nobody else keeps it busy.
    used = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    clock, work = {}, {}
    for what, text, wanted in (("good", GOOD, 0), ("bad", BAD, 1)):
        for n in range(5):
            (repo / "c.md").write_text(f"{n}\n{text}")
            run(["git", "add", "-A"], repo, env)
            start, before = time.monotonic(), used()
            done = run(["git", "commit", "-q", "-m", "x"], repo, env)
            clock.setdefault(what, []).append(time.monotonic() - start)
            work.setdefault(what, []).append(used() - before)
            must((done.returncode != 0) == wanted, f"commit of a {what} template", done)
    print("hook: a whole `git commit` takes", ", ".join(
        f"{min(clock[what]):.3f} s, {min(work[what]):.3f} s of the processor ({what})" for what in clock), "best of 5")
    must(SANITIZED or max(map(min, work.values())) < 0.3, "the hook takes more than 0.3 s of the processor")
    idle = os.getloadavg()[0] < (os.cpu_count() or 1)
    must(SANITIZED or not idle or max(map(min, clock.values())) < 0.3, "the hook takes longer than 0.3 s")


def with_pre_commit(folder, installed):
    if not shutil.which("pre-commit", path="/usr/bin"):
        print("skipped: 1 run of pre-commit, which is absent")
        return
    env = dict(environment(folder, installed / "bin"), PRE_COMMIT_HOME=str(folder / "pre-commit"))
    ours = repository(folder / "ours", env)
    must(commit(ours, env, {".pre-commit-hooks.yaml": (ROOT / ".pre-commit-hooks.yaml").read_text()}).returncode == 0, "ours")
    rev = run(["git", "rev-parse", "HEAD"], ours, env).stdout.strip()
    repo = repository(folder / "theirs", env)
    config = {"repos": [{"repo": str(ours), "rev": rev, "hooks": [{"id": "redress-lint"}]}]}
    (repo / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    done = run(["/usr/bin/pre-commit", "install"], repo, env)
    must(done.returncode == 0, "pre-commit install", done)
    done = commit(repo, env, {"a.md": BAD, "b c.txt": GOOD})
    must(done.returncode != 0 and "a.md:1:" in done.stderr, "pre-commit lets a bad template pass", done)
    done = commit(repo, env, {"a.md": GOOD})
    must(done.returncode == 0, "pre-commit stops a good template", done)
    print("pre-commit: blocks and passes")


def packages(folder, installed):
    """What scripts/package makes, in small: the same layout, made from the same installation."""
    name = "redress-0.0.0-linux-x86_64"
    tarball, deb = folder / f"{name}.tar.gz", folder / "redress_0.0.0_amd64.deb"
    tree = folder / name
    shutil.copytree(installed, tree, symlinks=True)
    subprocess.run(["tar", "-C", folder, "--use-compress-program=gzip -1", "-cf", tarball, name], check=True)
    root = folder / "root"
    root.mkdir()
    tree.rename(root / "usr")
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text("Package: redress\nVersion: 0.0.0\nArchitecture: amd64\nMaintainer: A <a@example.com>\n"
                                         "Description: test\n")
    subprocess.run(["dpkg-deb", "-Znone", "--root-owner-group", "--build", root, deb], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(root)
    return [(p, hashlib.sha256(p.read_bytes()).hexdigest()) for p in (tarball, deb)]


def stand_ins(folder):
    """A machine: apt-get unpacks a .deb into it, sudo does as told, curl gets what lies in the folder `web`."""
    bin_, machine = folder / "bin", folder / "machine"
    bin_.mkdir(exist_ok=True)
    for name, body in {
        "sudo": 'exec "$@"',
        "apt-get": f'for a; do case $a in /*.deb) dpkg-deb -x "$a" {machine} ;; *.deb) echo "not a path: $a"; exit 100 ;; esac; done',
        "curl": f'out= url=\nwhile [ $# -gt 0 ]; do case $1 in -o) out=$2; shift ;; https:*) url=$1 ;; esac; shift; done\n'
                f'exec cp {folder}/${{url##*/}} "$out"',
    }.items():
        (bin_ / name).write_text(f"#!/bin/sh\n{body}\n")
        (bin_ / name).chmod(0o755)
    return f"{bin_}:{machine}/usr/bin", machine


def on_github(folder, package, digest, address, fresh):
    action = yaml.safe_load((CI / "github/action.yml").read_text())
    must(action["runs"]["using"] == "composite" and action["inputs"]["package"]["required"], "action.yml")
    for step in action["runs"]["steps"]:
        must(step["shell"] == "bash" and "${{" not in step["run"], "an input is pasted into a script")
    path, machine = stand_ins(folder)

    def steps(inputs, text):
        shutil.rmtree(machine, ignore_errors=True)
        env = environment(folder, path)
        work = fresh()
        (work / "templates").mkdir()
        (work / "templates/a.md").write_text(text)
        env |= {"RUNNER_TEMP": str(fresh()), "GITHUB_PATH": str(work / "github_path"), "GITHUB_ACTIONS": "true"}
        values = {k: str(v.get("default", "")) for k, v in action["inputs"].items()} | inputs
        for step in action["runs"]["steps"]:
            here = dict(env)
            for name, value in step["env"].items():
                must(value.startswith("${{ inputs.") and value.endswith(" }}"), f"{name}: {value}")
                here[name] = values[value[len("${{ inputs."):-len(" }}")]]
            # As the runner calls it.
            done = run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], work, here)
            if done.returncode:
                break
            if Path(env["GITHUB_PATH"]).exists():
                env["PATH"] = ":".join(Path(env["GITHUB_PATH"]).read_text().split()) + ":" + env["PATH"]
        return done, work

    inputs = {"package": address, "sha256": digest, "files": "templates"}
    done, work = steps(inputs, BAD)
    must(done.returncode == 1 and done.stdout.startswith("::error file=templates/a.md,line=1,"), f"{package.name}: no finding", done)
    must(json.loads((work / "redress.sarif").read_text())["runs"][0]["results"], "no SARIF beside it")
    done, work = steps(inputs, GOOD)
    must(done.returncode == 0 and (work / "redress.sarif").exists(), "a good template fails", done)
    done, _ = steps(dict(inputs, **{"fail-on": "never", "arguments": "--kind reply -q", "lang": "zh"}), BAD)
    must(done.returncode == 0 and "::error file" in done.stdout, "arguments are not heeded", done)
    done, _ = steps(dict(inputs, sha256="0" * 64), GOOD)
    must(done.returncode != 0 and "::" not in done.stdout, "a package of another SHA-256 is installed", done)
    done, _ = steps(dict(inputs, files="nowhere"), GOOD)
    must(done.returncode == 3, "nothing to look at passes", done)
    done, _ = steps(dict(inputs, files="$(touch pwned) templates"), GOOD)
    must(done.returncode == 3, "an input is run", done)


def on_gitlab(folder, package, digest, address, fresh):
    (name, job), = yaml.safe_load((CI / "gitlab/redress-lint.yml").read_text()).items()
    must(name == "redress-lint" and job["artifacts"]["reports"]["junit"] == "redress-junit.xml", "redress-lint.yml")
    path, machine = stand_ins(folder)
    for text, wanted in ((BAD, 1), (GOOD, 0)):
        shutil.rmtree(machine, ignore_errors=True)
        work = fresh()
        (work / "shop.md").write_text(text)
        env = environment(folder, path) | job["variables"] | {"REDRESS_PACKAGE": address, "REDRESS_SHA256": digest,
                                                             "REDRESS_FILES": "shop.md"}
        # A runner sends both lists to one shell that stops at the first failure.
        done = run(["sh", "-c", "set -e\n" + "\n".join(job["before_script"] + job["script"])], work, env)
        must(done.returncode == wanted, f"{package.name}: exit code", done)
        must(("shop.md:1:" in done.stdout) == bool(wanted), "the log shows it", done)
        must("<testsuites" in (work / "redress-junit.xml").read_text() and (work / "redress.sarif").exists(), "the reports")
        env["REDRESS_SHA256"] = "0" * 64
        elsewhere = fresh()
        (elsewhere / "shop.md").write_text(text)
        done = run(["sh", "-c", "set -e\n" + "\n".join(job["before_script"] + job["script"])], elsewhere, env)
        must(done.returncode != 0 and not (elsewhere / "redress.sarif").exists(), "a package of another SHA-256 is run", done)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        installed = folder / "installed"
        subprocess.run(["cmake", "--install", BINARY.parent, "--prefix", installed], check=True, stdout=subprocess.DEVNULL)
        number = iter(range(1000))

        def fresh():
            made = folder / f"work{next(number)}"
            made.mkdir()
            return made

        the_hook(folder, installed)
        with_pre_commit(folder, installed)
        made = packages(folder, installed)
        for package, digest in made:
            for address in (str(package), f"https://example.com/releases/{package.name}"):
                on_github(folder, package, digest, address, fresh)
                on_gitlab(folder, package, digest, address, fresh)
        print(f"GitHub and GitLab: {len(made)} packages, each from a file and from an address")


main()
