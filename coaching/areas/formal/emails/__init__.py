"""What formal plans tell people by mail beside what `plans` tells."""

from coaching.areas.formal.emails import letter

KINDS = (letter.KIND,)
