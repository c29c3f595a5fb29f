"""Where attached files are kept: a folder, or an S3-compatible store by one setting."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from salesgym import checks
from salesgym.settings import VAR_DIR, attachments


def test_files_are_kept_in_a_folder_that_only_its_owner_reads():
    place = attachments("", VAR_DIR / "attachments")

    assert place["BACKEND"] == "django.core.files.storage.FileSystemStorage"
    assert place["OPTIONS"] == {
        "location": VAR_DIR / "attachments",
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    }


def test_one_address_names_a_store():
    place = attachments("s3://key:se%2Fcret@bucket/gym?endpoint=https://s3.example.com&region=eu", VAR_DIR)

    assert place == {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": "key",
            "secret_key": "se/cret",
            "endpoint_url": "https://s3.example.com",
            "region_name": "eu",
            "location": "gym",
            "bucket_name": "bucket",
            "default_acl": None,
            "file_overwrite": False,
        },
    }


@pytest.mark.parametrize("url", ["https://bucket", "s3://", "s3://bucket?endpint=x", "bucket"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="looks like s3://"):
        attachments(url, VAR_DIR)


def test_a_store_without_its_package_is_told(settings):
    settings.STORAGES = {**settings.STORAGES, "attachments": attachments("s3://bucket", VAR_DIR)}

    (message,) = checks.check_attachments_can_be_kept(None)

    assert message.id == "salesgym.E005"
    assert "django-storages[s3]" in message.hint


def test_a_folder_needs_no_package():
    assert checks.check_attachments_can_be_kept(None) == []
