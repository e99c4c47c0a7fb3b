"""What ends a build that is not a fault of the content."""


class BuildStopped(Exception):
    """The message says, to the person who ran the command, what is missing or wrong and what to do."""
