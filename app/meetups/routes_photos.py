"""Photos of a meetup, for the two of them alone."""

from typing import Annotated

from fastapi import Depends
from starlette.responses import Response

from app.identity.sessions import resolve
from app.kit import clock
from app.kit.errors import NotFound
from app.meetups.after import MeetupPhoto
from app.meetups.models import Meetup
from app.meetups.routes import MEETING, do_or_again, read_or_again
from app.messaging.files import FileResponse, Wanted
from app.messaging.photos import BadPhoto, Picture, prepare
from app.web.asking import asking
from app.web.forms import Form, Posted, reads
from app.web.i18n import N_
from app.web.i18n import gettext as _
from app.web.pages import see
from app.web.routing import CurrentViewer, member_router

router = member_router("/meetups", *MEETING)


class PhotoForm(Form):
    """A photo, in `photo`."""


PhotoPosted = Annotated[Posted[PhotoForm], reads(PhotoForm)]


def _picture(posted: PhotoPosted) -> Picture | None:
    """The photo, redrawn before the transaction begins; for nobody who isn't signed in."""
    files, token = posted.files.get("photo", [])[:1], asking.get().token
    if not files or not token or resolve(token, clock.now()) is None:
        posted.refuse("photo", _("Choose a photo."))
        return None
    try:
        return prepare(files[0].content)  # type: ignore[attr-defined]
    except BadPhoto as bad:
        posted.refuse("photo", _(bad.message, **bad.values))
        return None


@router.post("/{meetup_id}/photos", name="meetup_photos.create")
def add_photo(
    viewer: CurrentViewer,
    meetup_id: str,
    posted: PhotoPosted,
    picture: Annotated[Picture | None, Depends(_picture)],
) -> Response:
    """Add a photo for the two."""
    meetup = viewer.find(Meetup, meetup_id)
    if not meetup.side_of(viewer):
        raise NotFound
    read_or_again(viewer, meetup, posted)
    do_or_again(
        viewer, meetup, posted, lambda: picture and MeetupPhoto.add(meetup, picture, by=viewer), "photo"
    )
    return see("meetups.show", meetup_id=meetup.id, anchor="photos")


@router.get("/photos/{photo_id}", name="meetup_photos.show")
def show_photo(viewer: CurrentViewer, photo_id: str, size: str = "") -> Response:
    """A photo, for the two."""
    photo = viewer.find(MeetupPhoto, photo_id, look=False)
    viewer.looked(viewer.find(Meetup, photo.meetup_id, look=False))
    key = photo.small_key if size and photo.small_key else photo.file_key
    return FileResponse(Wanted(key, "image/jpeg", f"photo-{photo.created_at:%Y%m%d}.jpg"))


@router.post("/photos/{photo_id}/away", name="meetup_photos.destroy")
def remove_photo(viewer: CurrentViewer, photo_id: str) -> Response:
    """Take a photo away."""
    photo = viewer.find(MeetupPhoto, photo_id)
    photo.remove(by=viewer)
    return see("meetups.show", meetup_id=photo.meetup_id, flash=N_("The photo is gone."))
