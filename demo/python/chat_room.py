"""The chat's memory and rules, without sockets: the same room as ChatRoom.java."""

import re
import secrets
import time
import unicodedata

MAX_MEMBERS = 200
MAX_MESSAGES = 100
MAX_NAME = 24
MAX_TEXT = 2000
AWAY_SECONDS = 6
GONE_SECONDS = 20


class Refused(Exception):
    """A command that cannot be followed: a code for programs, a sentence for people."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Member:
    def __init__(self, name, now):
        self.name = name
        self.token = secrets.token_hex(16)
        self.seen = now
        self.typing = False
        self.got = 0


class Room:
    """Who is here and what was said. One thread; clock returns seconds."""

    def __init__(self, clock=time.time):
        self.clock = clock
        self.id = secrets.token_hex(16)
        self.by_token = {}
        self.messages = []
        self.last = 0

    def join(self, name=None, token=None, got=0):
        """Lets someone in, or back in with the token of their last join."""
        member = self.by_token.get(token)
        if member is None:
            if len(self.by_token) >= MAX_MEMBERS:
                raise Refused("full", f"the room is full: {MAX_MEMBERS} are here")
            member = Member(self._free(clean_name(name)), self.clock())
            self.by_token[member.token] = member
        self._heard(member, False, 0)
        return {"room": self.id, "token": member.token, "name": member.name,
                "members": self.members(), "messages": self.after(got)}

    def say(self, token=None, id=None, text=None):
        """Says something once, however often it is sent with this id; (answer, is it new)."""
        member = self._member(token)
        if not isinstance(id, str) or not re.fullmatch("[!-~]{1,64}", id):
            raise Refused("bad_id", "a message needs an id of 1 to 64 ASCII characters")
        for said in self.messages:
            if said["id"] == id and said["name"] == member.name:
                return {"message": said}, False
        said = {"serial": self.last + 1, "id": id, "name": member.name,
                "text": clean_text(text), "at": int(self.clock() * 1000)}
        self.last += 1
        self.messages = (self.messages + [said])[-MAX_MESSAGES:]
        self._heard(member, False, self.last)
        return {"message": said}, True

    def here(self, token=None, got=0, typing=False):
        """Someone is here, has these messages, and types or not; what they missed."""
        self._heard(self._member(token), typing, min(got, self.last))
        return {"messages": self.after(got)}

    def leave(self, token=None):
        self.by_token.pop(token, None)
        return {}

    def forget_the_gone(self):
        self.by_token = {token: member for token, member in self.by_token.items()
                         if self.clock() - member.seen < GONE_SECONDS}

    def after(self, serial):
        return [said for said in self.messages if said["serial"] > serial]

    def members(self):
        """Everyone who is here, as everyone sees them."""
        return [self._view(member, self.clock() - member.seen >= AWAY_SECONDS)
                for member in self.by_token.values()]

    @staticmethod
    def _view(member, away):
        return {"name": member.name, "away": away,
                "typing": member.typing and not away, "got": member.got}

    def _member(self, token):
        if token not in self.by_token:
            raise Refused("not_joined", "nobody here has this token; join first")
        return self.by_token[token]

    def _heard(self, member, typing, got):
        member.seen = self.clock()
        member.typing = bool(typing)
        member.got = max(member.got, got)

    def _free(self, name):
        taken = {member.name.casefold() for member in self.by_token.values()}
        candidate, number = name, 2
        while candidate.casefold() in taken:
            candidate, number = f"{name} {number}", number + 1
        return candidate


def clean_name(name):
    """A name without control and format characters, its inner space made single."""
    spaced = re.sub(r"\s+", " ", name if isinstance(name, str) else "")
    clean = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf")).strip()
    if not 1 <= len(clean) <= MAX_NAME:
        raise Refused("bad_name", f"a name has 1 to {MAX_NAME} characters")
    return clean


def clean_text(text):
    """A message without control characters, except for line ends and tabs."""
    given = text if isinstance(text, str) else ""
    clean = "".join(c for c in given if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    if not 1 <= len(clean) <= MAX_TEXT:
        raise Refused("bad_text", f"a message has 1 to {MAX_TEXT} characters")
    return clean
