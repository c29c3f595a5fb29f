"""What makes a password easy to guess however long it is."""

LEAST_TIMES = 2


def repeats(password: str) -> bool:
    """Whether it is one piece said twice or more, like passwordpassword; capitals make no difference."""
    plain = password.casefold()
    return len(plain) >= LEAST_TIMES and plain in (plain + plain)[1:-1]
