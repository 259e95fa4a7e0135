"""What is stored of wins."""

from takehold.celebrate.models.chats import Chat, ChatPost
from takehold.celebrate.models.mails import Mailing
from takehold.celebrate.models.naming import Naming
from takehold.celebrate.models.screens import Screen
from takehold.celebrate.models.stories import Story
from takehold.celebrate.models.wins import Applause, Looked, Win

__all__ = ["Applause", "Chat", "ChatPost", "Looked", "Mailing", "Naming", "Screen", "Story", "Win"]
