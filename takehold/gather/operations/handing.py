"""One mail is handed to the mail server, and what the server said of it."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.mail import EmailMultiAlternatives

from takehold.gather.queries.surveys import BOUNCED, NO_ADDRESS, SENT


def hand_over(connection: Any, *, subject: str, text: str, html: str, address: str) -> str:
    """Send one mail. What the server refuses for good has bounced; a server that is away is an error of the job."""
    if not address:
        return NO_ADDRESS
    mail = EmailMultiAlternatives(
        subject=subject,
        body=text,
        to=[address],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    mail.attach_alternative(html, "text/html")
    try:
        mail.send()
    except SMTPRecipientsRefused:
        return BOUNCED
    except (SMTPDataError, SMTPResponseException) as error:
        if error.smtp_code >= 500:
            return BOUNCED
        raise
    except ValueError:  # a header in an address: nothing that could be sent to
        return BOUNCED
    return SENT
