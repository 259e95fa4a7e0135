from datetime import timedelta

from takehold.gather import jobs
from takehold.gather.models import Draft


def test_files_that_nobody_imported_go_after_30_days(walk, house, settings):
    draft = walk.draft_id(walk.upload())
    created = Draft.objects.get(id=draft).created_at
    assert jobs.due(created + timedelta(days=29)) == ()
    (job,) = jobs.due(created + timedelta(days=31))
    jobs.run(job, now=created + timedelta(days=31), home=settings.HOME)
    assert jobs.due(created + timedelta(days=31)) == ()
    assert not Draft.objects.filter(id=draft).exists()
