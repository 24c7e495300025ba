"""LibreOffice, another program that reads what the portal writes."""

import subprocess
from pathlib import Path


def convert(kind: str, folder: Path, *sources: Path, reading: str = "", seconds: int = 180) -> Path:
    """Let it write some files as another kind, under their own names; return the folder in which they are then.

    Its settings are kept in the folder given; `reading` is how it is to understand the files.
    """
    results = folder / "office"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += [f"--infilter={reading}"] if reading else []
    command += ["--convert-to", kind, "--outdir", results, *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=seconds)
    return results
