"""The command line: what `formcheck …` shows, asks and returns.

In: Arguments.
Out: Tables, progress, errors with what to do; an exit code.
Must not know: How anything is judged. Heavy imports happen in the command that needs them.
"""
