"""One mail is handed to the mail server, and what the server said of it."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from takehold.gather.queries.surveys import BOUNCED, NO_ADDRESS, SENT
from takehold.ui.letters import envelope


def hand_over(connection: Any, *, subject: str, text: str, html: str, address: str) -> str:
    """Send one mail. What the server refuses for good has bounced; a server that is away is an error of the job."""
    if not address:
        return NO_ADDRESS
    words = {"subject": subject, "text": text, "html": html}
    try:
        envelope(words, address=address, connection=connection).send()
    except SMTPRecipientsRefused:
        return BOUNCED
    except (SMTPDataError, SMTPResponseException) as error:
        if error.smtp_code >= 500:
            return BOUNCED
        raise
    except ValueError:  # a header in an address: nothing that could be sent to
        return BOUNCED
    return SENT
