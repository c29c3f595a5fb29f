import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from salesgym.people.calculations.password import repeats


@pytest.mark.parametrize("password", ["passwordpassword", "PasswordpassworD", "abcabcabcabc", "aaaaaaaaaaaa"])
def test_one_piece_said_over_and_over_is_refused(password):
    assert repeats(password)
    with pytest.raises(ValidationError, match="one thing over and over"):
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["climb-the-stairs-slowly", "passwordpasswor", "password-password", "a", ""]
)
def test_other_words_do_not_repeat(password):
    assert not repeats(password)


def test_a_password_of_several_words_is_taken():
    validate_password("climb-the-stairs-slowly")
