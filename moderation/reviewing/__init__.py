"""The review desk's use cases: who comes in, what waits, what a moderator sees of it and does about it.

The audit trail is written here, so that whatever door a deed comes in by, it is written down.
"""
