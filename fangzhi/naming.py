"""What this program is called where it runs: what to type to run it again."""

import os
import shlex
import shutil
import sys
from pathlib import Path

NAME = "fangzhi"


def command() -> str:
    """The name, where the shell finds it; else the path by which it was started, from here if it lies below."""
    started = Path(sys.argv[0]).absolute()
    if shutil.which(NAME) or started.stem != NAME or not started.is_file():
        return NAME
    here = os.path.relpath(started)
    return shlex.quote(str(started) if here.startswith("..") else here)
