"""A disk that can lose power: what strace saw of writes and syncs, replayed up to a moment, with what was not synced
lost, torn at 512 bytes, or kept at random.

The model is POSIX at its strictest short of lying hardware: a file's bytes are safe after its fsync, a name (new,
renamed, removed) after an fsync of its folder. Names that were not synced may survive in order up to some point, as on
a journaling file system. Shared memory of SQLite (-shm) is rebuilt after every start and is left away.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CALLS = "open,openat,creat,write,pwrite64,writev,pwritev,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink," \
    "unlinkat,ftruncate,truncate,fallocate,mkdir,mkdirat,lseek,rmdir,copy_file_range,sendfile,msync"  # fmt: skip
SECTOR = 512
LINE = re.compile(r"^(\d+) +(.*)$")
CALL = re.compile(r"^(\w+)\((.*)\) += (-?\d+)(.*)$", re.S)
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
FD = re.compile(r"^(\d+|AT_FDCWD)<([^>]*)>")


@dataclass(frozen=True, slots=True)
class Op:
    """One thing that happened to the disk: write, truncate, sync, create, rename, unlink, mkdir, or told."""

    what: str
    path: str
    other: str = ""
    offset: int = 0
    data: bytes = b""


def operations(trace: Path, home: Path, told: Path) -> Iterator[Op]:
    """What a trace says about the files under ``home``, in order; lines written to ``told`` are acknowledgements.

    Raises:
        ValueError: a call that the model does not know wrote to one of our files.
    """
    root, positions = str(home), {}  # type: ignore[var-annotated]
    for name, arguments, result in _calls(trace):
        if result < 0:
            continue
        for op in _ops(name, arguments, result, positions):
            if op.path == str(told) and op.what == "write":
                yield Op("told", "", data=op.data)
            elif (op.path + "/").startswith(root + "/") and not op.path.endswith("-shm"):
                yield op


def _calls(trace: Path) -> Iterator[tuple[str, str, int]]:
    """Calls in the order in which they ended, those that were interrupted by others put together again."""
    begun: dict[str, str] = {}
    with trace.open(encoding="latin-1") as lines:
        for line in lines:
            match = LINE.match(line.rstrip("\n"))
            if match is None:
                continue
            thread, rest = match.groups()
            if rest.endswith("<unfinished ...>"):
                begun[thread] = rest.removesuffix("<unfinished ...>").rstrip()
                continue
            if rest.startswith("<... "):
                rest = begun.pop(thread, "") + rest.split(" resumed>", 1)[-1]
            found = CALL.match(rest)
            if found:
                yield found[1], found[2], int(found[3])


def _ops(name: str, arguments: str, result: int, positions: dict[str, int]) -> Iterator[Op]:
    strings = [bytes.fromhex(s.replace("\\x", "")) for s in STRING.findall(arguments)]
    handle = FD.match(arguments)
    path = _plain(handle[2]) if handle else ""
    if name in ("open", "openat", "creat"):
        path = _joined(arguments, strings[0])
        positions[path] = 0
        if "O_CREAT" in arguments or name == "creat":
            yield Op("create", path)
        if "O_TRUNC" in arguments:
            yield Op("truncate", path, offset=0)
        if "O_APPEND" in arguments:
            positions[path] = -1
    elif name == "lseek":
        positions[path] = result
    elif name == "write":
        at = positions.get(path, 0)
        yield Op("write", path, offset=at, data=strings[0][:result] if strings else b"")
        if at >= 0:
            positions[path] = at + result
    elif name == "pwrite64":
        yield Op("write", path, offset=int(arguments.rsplit(",", 1)[1]), data=strings[0][:result])
    elif name in ("fsync", "fdatasync"):
        yield Op("sync", path)
    elif name == "ftruncate":
        yield Op("truncate", path, offset=int(arguments.rsplit(",", 1)[1]))
    elif name.startswith("rename"):
        yield Op("rename", _joined(arguments, strings[0]), other=_joined(arguments, strings[1]))
    elif name in ("unlink", "unlinkat", "rmdir"):
        yield Op("unlink", _joined(arguments, strings[0]))
    elif name in ("mkdir", "mkdirat"):
        yield Op("mkdir", _joined(arguments, strings[0]))
    elif name == "fallocate" and path:
        offset, length = (int(part) for part in arguments.rsplit(",", 2)[1:])
        if "FALLOC_FL" not in arguments:
            yield Op("truncate", path, offset=-(offset + length))
    elif path and name in ("writev", "pwritev", "copy_file_range", "sendfile", "truncate"):
        yield Op("unknown", path, other=name)


def _plain(text: str) -> str:
    found = bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode("latin-1")
    return found.decode().removesuffix(" (deleted)")


def _joined(arguments: str, name: bytes) -> str:
    """A path argument; relative ones lie in the folder before them."""
    text = name.decode()
    if text.startswith("/"):
        return text
    folder = FD.match(arguments)
    return f"{_plain(folder[2]) if folder else ''}/{text}"


@dataclass
class Inode:
    """A file's bytes as they would survive now, and what was written to it since its last sync."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Op] = field(default_factory=list)


@dataclass
class Disk:
    """Names and inodes, each with what is not safe yet."""

    names: dict[str, Inode]
    folders: set[str]
    unsafe: list[tuple[str, Op, Inode | None]] = field(default_factory=list)
    safe_names: dict[str, Inode] = field(default_factory=dict)
    safe_folders: set[str] = field(default_factory=set)
    told: list[list[str]] = field(default_factory=list)

    @classmethod
    def of(cls, base: Path, *, as_if_at: Path) -> Disk:
        """Everything under a folder, as if it had lain at ``as_if_at`` for long."""
        every = [(str(as_if_at / p.relative_to(base)), p) for p in base.rglob("*")]
        names = {name: Inode(bytearray(p.read_bytes())) for name, p in every if p.is_file()}
        names = {name: inode for name, inode in names.items() if not name.endswith("-shm")}
        folders = {str(as_if_at), *(name for name, p in every if p.is_dir())}
        return cls(dict(names), set(folders), safe_names=dict(names), safe_folders=set(folders))

    def apply(self, op: Op) -> None:
        """Let one thing happen."""
        if op.what == "told":
            self.told += [line.split() for line in op.data.decode().splitlines()]
        elif op.what == "unknown":
            raise ValueError(f"{op.other} to {op.path} is not in the model")
        elif op.what in ("write", "truncate") and op.path in self.names:
            self.names[op.path].pending.append(op)
        elif op.what == "sync":
            self._sync(op.path)
        elif op.what in ("create", "rename", "unlink", "mkdir"):
            self._name(op)

    def _name(self, op: Op) -> None:
        if op.what == "create" and op.path not in self.names:
            self.names[op.path] = Inode()
            self.unsafe.append((_folder(op.path), op, self.names[op.path]))
        elif op.what == "rename" and op.path in self.names:
            inode = self.names.pop(op.path)
            self.names[op.other] = inode
            self.unsafe.append((_folder(op.other), op, inode))
        elif op.what == "unlink":
            self.names.pop(op.path, None)
            self.folders.discard(op.path)
            self.unsafe.append((_folder(op.path), op, None))
        elif op.what == "mkdir":
            self.folders.add(op.path)
            self.unsafe.append((_folder(op.path), op, None))

    def _sync(self, path: str) -> None:
        if path in self.folders:
            for item in [u for u in self.unsafe if u[0] == path]:
                _settle(item, self.safe_names, self.safe_folders)
                self.unsafe.remove(item)
        elif path in self.names:
            inode = self.names[path]
            for op in inode.pending:
                _write(inode.safe, op)
            inode.pending.clear()

    def cut(self, rng: random.Random, how: str) -> dict[str, bytes]:
        """The files that are found after the power went, by path. ``how``: lost, torn, or some."""
        names, folders = dict(self.safe_names), set(self.safe_folders)
        kept = 0 if how == "lost" else rng.randint(0, len(self.unsafe))
        for item in self.unsafe[:kept]:
            _settle(item, names, folders)
        return {
            name: bytes(_survived(inode, rng, how))
            for name, inode in names.items()
            if _reachable(name, folders)
        }


def _settle(item: tuple[str, Op, Inode | None], names: dict[str, Inode], folders: set[str]) -> None:
    _folder_of, op, inode = item
    if op.what == "mkdir":
        folders.add(op.path)
    elif op.what == "unlink":
        names.pop(op.path, None)
        folders.discard(op.path)
    elif inode is not None:
        if op.what == "rename":
            names.pop(op.path, None)
        names[op.other or op.path] = inode


def _reachable(name: str, folders: set[str]) -> bool:
    parent = _folder(name)
    return parent in folders


def _survived(inode: Inode, rng: random.Random, how: str) -> bytearray:
    found = bytearray(inode.safe)
    if how == "torn" and inode.pending:
        whole = rng.randint(0, len(inode.pending) - 1)
        for op in inode.pending[:whole]:
            _write(found, op)
        torn = inode.pending[whole]
        if torn.what == "write":
            part = rng.randint(0, len(torn.data) // SECTOR) * SECTOR
            _write(found, Op("write", torn.path, offset=torn.offset, data=torn.data[:part]))
    elif how == "some":
        for op in inode.pending:
            for piece in _pieces(op):
                if rng.random() < 0.5:
                    _write(found, piece)
    return found


def _pieces(op: Op) -> Iterator[Op]:
    if op.what != "write":
        yield op
    for start in range(0, len(op.data), SECTOR):
        at = op.offset + start if op.offset >= 0 else -1
        yield Op("write", op.path, offset=at, data=op.data[start : start + SECTOR])


def _write(content: bytearray, op: Op) -> None:
    if op.what == "truncate":
        size = abs(op.offset)
        if op.offset >= 0:
            del content[size:]
        content.extend(bytes(max(0, size - len(content))))
        return
    at = op.offset if op.offset >= 0 else len(content)
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(op.data)] = op.data


def _folder(path: str) -> str:
    return path.rsplit("/", 1)[0]


def lay_out(files: dict[str, bytes], was: Path, to: Path) -> None:
    """Write an image's files into another folder."""
    (to).mkdir(parents=True)
    for name, content in files.items():
        target = to / Path(name).relative_to(was)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def strace(trace: Path, command: list[Any]) -> list[str]:
    """The command line that runs ``command`` under the recorder."""
    return [
        "strace",
        "-f",
        "-qq",
        "-y",
        "-xx",
        "-s",
        "8388608",
        "-e",
        f"trace={CALLS}",
        "-o",
        str(trace),
        *map(str, command),
    ]
