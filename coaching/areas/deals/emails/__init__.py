"""What deals in coaching tell people by mail."""

from coaching.areas.deals.emails import joint_call

KINDS = (joint_call.KIND,)
