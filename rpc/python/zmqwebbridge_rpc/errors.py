"""The one exception, and the codes it carries."""

UNKNOWN_FUNCTION = "unknown_function"
NOT_ALLOWED = "not_allowed"
BAD_ARGUMENTS = "bad_arguments"
BAD_REQUEST = "bad_request"
TIMEOUT = "timeout"
TOO_LARGE = "too_large"
OVERFLOW = "overflow"
INTERNAL = "internal"
SHUTDOWN = "shutdown"
BAD_ANSWER = "bad_answer"


class RPCError(Exception):
    """A call that ended in an error.

    A client raises it. A function may raise it to answer with a code and a text of its own choice,
    both of which the caller sees.
    """

    def __init__(self, code, message):
        super().__init__(message)
        #: for programs; empty if the peer gave none
        self.code = code
        #: for people
        self.message = message
