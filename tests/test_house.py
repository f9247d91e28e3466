"""The house itself: imports go downwards only, foreign parts stay in their rooms, and rooms stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(path for room in ("moderation", "workers", "models") for path in (ROOT / room).rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in FILES]

FLOORS = [
    (
        "moderation/errors",
        "moderation/comment",
        "moderation/assessment",
        "moderation/decision",
        "moderation/traces",
        "moderation/label",
        "moderation/allowance",
        "moderation/record",
        "moderation/standing",
        "moderation/sanction",
        "moderation/network",
        "moderation/client",
        "moderation/objection",
        "moderation/moderator",
        "moderation/audit",
        "moderation/lesson",
        "moderation/discussion",
        "moderation/tightening",
    ),
    (
        "moderation/text",
        "moderation/writing",
        "moderation/lexicon",
        "moderation/policy",
        "moderation/conduct",
        "moderation/priority",
        "moderation/tally",
        "moderation/policies",
        "moderation/pipeline",
        "moderation/hinting",
        "moderation/explanation",
        "moderation/told",
        "moderation/publication",
        "moderation/disclosure",
        "moderation/teaching",
    ),
    (
        "moderation/openid",
        "moderation/stages",
        "moderation/store",
        "moderation/jobs",
        "moderation/registries",
        "moderation/webhook",
    ),
    ("moderation/desk",),
    (
        "moderation/intake",
        "moderation/judging",
        "moderation/admission",
        "moderation/room",
        "moderation/sanctioning",
        "moderation/strikes",
        "moderation/notifying",
        "moderation/lifecycle",
        "moderation/preview",
        "moderation/retention",
        "moderation/objecting",
        "moderation/measuring",
        "moderation/reviewing",
        "moderation/rules",
    ),
    (
        "moderation/config",
        "moderation/embedded",
        "moderation/listen",
        "moderation/patience",
        "moderation/wiring",
        "moderation/run",
        "moderation/ready",
        "moderation/tether",
        "moderation/web",
        "moderation/cli",
        "workers",
    ),
]

ROOMS = {
    "flask": ("moderation/web",),
    "redis": (
        "moderation/store/redis",
        "moderation/jobs",
        "moderation/registries",
        "moderation/wiring",
        "workers",
        "moderation/client/direct",
    ),
    "rq": ("moderation/jobs", "moderation/registries", "workers"),
    "transformers": ("models",),
    "openvino": ("models",),
    "onnxruntime": ("models",),
    "torch": ("models",),
    "authlib": ("moderation/openid",),
    "joserfc": ("moderation/openid",),
    "requests": ("moderation/openid",),
    "pyotp": ("moderation/reviewing/second",),
    "segno": ("moderation/web/moderators/own",),
    "gunicorn": (
        "moderation/web/server",
        "moderation/web/leftovers",
    ),
    "supervisor": ("moderation/run",),
}

LONGEST_FILE = 250
LONGEST_FUNCTION = 45
MOST_ARGUMENTS = 6
FORBIDDEN_NAMES = {"utils", "helpers", "common", "lib", "base", "manager"}


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_imports_go_downwards_only(path: Path) -> None:
    """A file imports from its own floor or below."""
    floor = floor_of(module_of(path))
    for imported in imports(path):
        if imported.startswith(("moderation/", "workers")):
            assert floor_of(imported) <= floor, f"{module_of(path)} reaches up to {imported}"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_foreign_parts_stay_in_their_rooms(path: Path) -> None:
    """Who may import flask, redis, rq, transformers, the runtimes and the servers."""
    module = module_of(path)
    for imported in imports(path):
        rooms = ROOMS.get(imported.split("/")[0])
        assert rooms is None or module.startswith(rooms), f"{module} may not import {imported}"


@pytest.mark.parametrize("path", [path for path in FILES if path.is_relative_to(ROOT / "models")], ids=str)
def test_the_model_knows_nothing_of_moderation(path: Path) -> None:
    """It could be used, or replaced, by anybody."""
    assert not [name for name in imports(path) if name.startswith(("moderation", "workers"))]


@pytest.mark.parametrize("path", [path for path in FILES if path.is_relative_to(ROOT / "moderation/client")], ids=str)
def test_the_client_knows_nothing_of_the_house(path: Path) -> None:
    """A site's backend may take it as it is."""
    house = [name for name in imports(path) if name.startswith(("moderation", "workers", "models"))]
    assert all(name.startswith("moderation/client") for name in house)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_rooms_stay_small(path: Path) -> None:
    """The tail is what separates the loved from the merely used."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    for function in functions(path):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        taken = [argument for argument in arguments if argument.arg not in ("self", "cls")]
        assert lines <= LONGEST_FUNCTION, f"{function.name} has {lines} lines"
        assert len(taken) <= MOST_ARGUMENTS, f"{function.name} takes {len(taken)} arguments"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_module_and_public_name_says_what_it_is_for(path: Path) -> None:
    """A line on every module, class and public function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_names_say_something(path: Path) -> None:
    """No room for everything else."""
    assert not FORBIDDEN_NAMES & set(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("path", [path for path in FILES if path.is_relative_to(ROOT / "moderation")], ids=str)
def test_nobody_catches_everything(path: Path) -> None:
    """A broad except hides a fault that somebody must find later."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            assert caught not in ("", "Exception", "BaseException"), f"line {node.lineno}"


def module_of(path: Path) -> str:
    """moderation/store/redis/sites.py -> moderation/store/redis/sites."""
    return path.relative_to(ROOT).with_suffix("").as_posix().removesuffix("/__init__")


def floor_of(module: str) -> int:
    """On which floor a module lives; a module on no floor has no place in the house."""
    for floor, rooms in enumerate(FLOORS):
        if any(module == room or module.startswith(f"{room}/") for room in rooms):
            return floor
    if module in ("moderation", "models") or module.startswith("models/"):
        return 0
    raise AssertionError(f"{module} is on no floor: give it one in test_house.py")


def imports(path: Path) -> Iterator[str]:
    """Everything that a file imports, as paths."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.replace(".", "/") for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            module = node.module.replace(".", "/")
            inside = [f"{module}/{name.name}" for name in node.names if is_module(f"{module}/{name.name}")]
            yield from inside or [module]


def is_module(module: str) -> bool:
    """Whether this is a file or a folder of the house."""
    return (ROOT / f"{module}.py").exists() or (ROOT / module).is_dir()


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """All functions and methods of a file."""
    return (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef))
