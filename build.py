"""Builds the handbook: `python build.py check | generate | site | handbook | serve`."""

import sys
from pathlib import Path

from handbook.start import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent))
