from takehold.ledger.facts import ImportState


def text(response):
    return response.content.decode()


def test_from_a_file_to_its_verdict_in_five_pages(walk):
    upload = walk.upload()
    draft = walk.draft_id(upload)
    mapping = walk.client.get(upload["Location"])
    assert "What do the columns mean?" in text(mapping)
    assert "5 January 2026" in text(mapping)

    saved = walk.columns(draft)
    assert saved["Location"] == f"/data/{draft}/behaviours/"
    offered = text(walk.client.get(saved["Location"]))
    assert "confirm-priority" in offered
    assert "Each was tried on all 119 records" in offered

    started = walk.choose(draft, "confirm-priority", **{"target-confirm-priority": "90"})
    watch = started["Location"]
    waiting = text(walk.client.get(watch))
    assert "Your file is being read" in waiting
    assert "http-equiv" in waiting

    from .conftest import read

    fact = read(watch.split("/")[2])
    assert fact.state is ImportState.DONE
    assert (fact.rows_read, fact.rows_rejected) == (119, 1)
    done = text(walk.client.get(watch))
    assert "Your file has been read" in done
    assert "sometime" in done
    assert "Match names to teams" in done
