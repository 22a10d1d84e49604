"""What is shipped: the wheel, what it needs, and what the repository's files must not hold."""

import os
import re
import subprocess
import sys
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "close_api_client",
    "close_bulk",
    "close_contract",
    "close_driver",
    "close_emulator",
}
LOCKS = ("demo.txt", "dev.txt")

PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)(?P<marker> ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")

# Runs with the standard library alone (-I -S); its arguments are the only other import paths.
IMPORT_OFFLINE = """
import sys

def refuse(event, args):
    if event.startswith("socket.") and event != "socket.__new__":
        raise SystemExit(f"import used the network: {event} {args}")

sys.addaudithook(refuse)
sys.path += sys.argv[1:]
from close_bulk import Close
print(sys.modules[Close.__module__].__file__)
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Return what a command prints; fail with all of its output if it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def needs(dist: Distribution) -> list[Requirement]:
    """Return what a distribution requires here when no extra is asked for."""
    required = [Requirement(text) for text in dist.requires or []]
    return [each for each in required if not each.marker or each.marker.evaluate({"extra": ""})]


def with_dependencies(*names: str) -> dict[str, Distribution]:
    """Return the named distributions and all that they require, however indirectly."""
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found[name] = distribution(name)
            waiting += [each.name for each in needs(found[name])]
    return found


def pins(lock: str) -> dict[str, str]:
    """Return the version that a lock gives to each distribution."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return {pin["name"]: pin["version"] for pin in PIN.finditer(text)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from nothing but the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, and nothing else, into a folder."""
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--target")
    run(*pip, folder, wheel, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def metadata(installed: Path) -> Distribution:
    """Return the metadata of the installed wheel."""
    (folder,) = installed.glob("*.dist-info")
    return PathDistribution(folder)


def test_the_wheel_installs_the_four_packages_and_nothing_else(installed: Path) -> None:
    """No folder of the repository, such as tests or generated, becomes importable."""
    names = {path.name for path in installed.iterdir() if path.suffix != ".dist-info"}
    # The commands are put into bin.
    assert names - {"bin"} == PACKAGES


def test_each_package_is_typed(installed: Path) -> None:
    """Type checkers of users read the annotations of each of the packages."""
    assert {path.parent.name for path in installed.glob("*/py.typed")} == PACKAGES


def test_the_wheel_carries_the_contract(installed: Path) -> None:
    """The contract that the client was generated from is in the wheel."""
    assert (installed / "close_api_client" / "contract.json").stat().st_size > 0


def test_the_wheel_carries_its_licence(metadata: Distribution) -> None:
    """The wheel says that it is under MIT and brings the text."""
    assert metadata.metadata["License-Expression"] == "MIT"
    assert metadata.read_text("licenses/LICENSE") == (ROOT / "LICENSE").read_text("utf-8")


def test_the_wheel_requires_httpx_and_attrs_only(metadata: Distribution) -> None:
    """Whoever asks for no extra gets attrs, httpx, and the parts of httpx that the facade uses itself."""
    required = {each.name for each in needs(metadata)}
    assert required == {"attrs", "certifi", "httpcore", "httpx"}
    assert required - {"attrs"} <= {"httpx", *(each.name for each in needs(distribution("httpx")))}


def test_the_facade_imports_with_httpx_and_attrs_only(installed: Path, tmp_path: Path) -> None:
    """The documented import works offline with the wheel, httpx, attrs and what these two need."""
    for dist in with_dependencies("httpx", "attrs").values():
        for name in {file.parts[0] for file in dist.files or []} - {"..", "__pycache__"}:
            (tmp_path / name).symlink_to(str(dist.locate_file(name)))
    child = (sys.executable, "-I", "-S", "-c", IMPORT_OFFLINE)
    module = Path(run(*child, installed, tmp_path, cwd=tmp_path).strip())
    assert module.is_relative_to(installed / "close_bulk")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_only_pins_and_hashes(lock: str) -> None:
    """No line of a lock names a registry, a place to find packages, or a path."""
    lines = (ROOT / "requirements" / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not (PIN.fullmatch(line) or HASH.fullmatch(line))] == []


def test_the_locks_agree() -> None:
    """The demo runs on the versions that the tests ran on."""
    assert pins("demo.txt").items() <= pins("dev.txt").items()


def test_the_development_lock_satisfies_the_project(metadata: Distribution) -> None:
    """Every requirement of pyproject.toml, extras included, is met by a locked version."""
    locked = pins("dev.txt")
    required = [Requirement(text) for text in metadata.requires or []]
    others = [each for each in required if each.name != "close-bulk"]
    unmet = [each for each in others if not each.specifier.contains(locked.get(each.name, "0"))]
    assert unmet == []


def test_no_file_names_the_place_of_the_checkout() -> None:
    """Every file of the repository means the same on another machine."""
    if not (ROOT / ".git").exists():
        pytest.skip("an unpacked sdist has no list of tracked files")
    # A container may run the tests as another user than the owner of the checkout.
    git = ("git", "-c", "safe.directory=*", "ls-files", "-z")
    kinds = ("--cached", "--others", "--exclude-standard")
    files = [ROOT / name for name in run(*git, *kinds, cwd=ROOT).split("\0") if name]
    place = re.compile(rb"(?<![\w./-])" + re.escape(os.fsencode(ROOT)) + rb"(?![\w-])")
    assert [path for path in files if path.is_file() and place.search(path.read_bytes())] == []
